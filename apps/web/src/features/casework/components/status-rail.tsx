import { canMove, statusWords } from "@handrail/domain/casework/machine";
import type { CaseStatus } from "@handrail/domain/casework/schema";
import { cx } from "@handrail/ui/cx";
import { type ReactNode, useId } from "react";

import { statuses } from "../words.ts";

export type StatusRailProps = {
  from: CaseStatus;
  chosen: CaseStatus;
  /** Without it the rail only shows where the case stands. */
  onChoose?: (status: CaseStatus) => void;
};

const box =
  "text-ui flex min-h-11 flex-1 items-center justify-center border-e border-line px-2 py-1 text-center last:border-e-0 pointer-fine:min-h-9";

/** Escalating asks for a person: it has a control of its own. */
const needsPerson = "Escalating asks a person to take this on: use “Escalate”.";

/** The way of a case. A move that cannot be made says why. */
export const StatusRail = ({ from, chosen, onChoose }: StatusRailProps) => {
  const id = useId();
  const reasons = new Map<string, CaseStatus[]>();
  const rail: ReactNode[] = statuses.map((status) => {
    const verdict = canMove(from, status);
    const reason = !verdict.allowed
      ? verdict.refusal.message
      : status === "escalated" && from !== "escalated"
        ? needsPerson
        : null;
    if (reason !== null) reasons.set(reason, [...(reasons.get(reason) ?? []), status]);
    const isChosen = chosen === status;
    if (onChoose === undefined)
      return (
        <li
          aria-current={isChosen ? "step" : undefined}
          className={cx(box, isChosen ? "bg-accent-soft text-accent-ink font-semibold" : "text-ink-2")}
          key={status}
        >
          {statusWords[status]}
        </li>
      );
    return (
      <label
        className={cx(
          box,
          "has-[:focus-visible]:outline-accent relative has-[:focus-visible]:z-10 has-[:focus-visible]:outline-2",
          isChosen && "bg-accent-soft text-accent-ink font-semibold",
          reason !== null && !isChosen && "text-ink-3 cursor-not-allowed bg-sunken",
          reason === null && !isChosen && "hover:bg-hover cursor-pointer",
        )}
        key={status}
        title={reason ?? undefined}
      >
        <input
          aria-describedby={reason === null ? undefined : `${id}-reasons`}
          checked={isChosen}
          className="sr-only"
          disabled={reason !== null && !isChosen}
          name={id}
          type="radio"
          value={status}
          onChange={() => onChoose(status)}
        />
        {statusWords[status]}
      </label>
    );
  });
  const shape =
    "rounded-control border-control-line flex overflow-hidden border max-sm:flex-col max-sm:[&>*]:border-e-0 max-sm:[&>*]:border-b max-sm:[&>*]:justify-start max-sm:[&>*]:px-4";
  if (onChoose === undefined)
    return (
      <ol aria-label="Status" className={shape} role="list">
        {rail}
      </ol>
    );
  return (
    <fieldset className="min-w-0">
      <legend className="text-ui mb-1">Status</legend>
      <div className={shape}>{rail}</div>
      <ul className="text-meta text-ink-2 mt-1.5" id={`${id}-reasons`} role="list">
        {[...reasons].map(([reason, of]) => (
          <li key={reason}>
            {of.map((status) => statusWords[status]).join(", ")}: {reason}
          </li>
        ))}
      </ul>
    </fieldset>
  );
};
