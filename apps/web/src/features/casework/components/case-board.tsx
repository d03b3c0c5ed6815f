import { statusWords } from "@handrail/domain/casework/machine";
import { Button } from "@handrail/ui/button";

import { shortDay } from "../../../lib/time.ts";
import { causeLabel, statuses } from "../words.ts";
import { FollowUp, UrgencyMeter } from "./case-facts.tsx";
import { CaseLink, type CaseRowsProps } from "./case-table.tsx";
import { MoveMenu } from "./move-menu.tsx";

/** It scrolls by keyboard too. */
const reachable = { tabIndex: 0 };

export type CaseBoardProps = Omit<CaseRowsProps, "chosen" | "onChoose"> & {
  /** The cases that are shown are a part of all: counts are of what is there so far. */
  isPart: boolean;
  /** Null where closed cases are among those shown. */
  onShowClosed: (() => void) | null;
};

/** The same cases by status. What the table says about order holds in each column. */
export const CaseBoard = ({ rows, names, today, isPart, onShowClosed }: CaseBoardProps) => (
  <div
    aria-label="Cases by status"
    className="-mx-4 overflow-x-auto px-4 pb-2 md:-mx-8 md:px-8"
    role="region"
    {...reachable}
  >
    <div className="relative flex min-w-max gap-3">
      {statuses.map((status) => {
        if (status === "closed" && onShowClosed !== null)
          return (
            <section aria-label="Closed" className="bg-sunken rounded-card flex w-64 flex-col gap-2 p-2" key={status}>
              <h2 className="text-ui text-ink-2 px-2 py-1 font-semibold">Closed</h2>
              <Button className="self-start" size="sm" onPress={onShowClosed}>
                Show closed cases
              </Button>
            </section>
          );
        const found = rows.filter((one) => one.status === status);
        return (
          <section
            aria-label={statusWords[status]}
            className="bg-sunken rounded-card flex w-64 flex-col gap-2 p-2"
            key={status}
          >
            <h2 className="text-ui text-ink-2 flex justify-between px-2 py-1 font-semibold">
              {statusWords[status]} <span className="tabular-nums">{isPart ? `${found.length}+` : found.length}</span>
            </h2>
            <ul className="flex flex-col gap-2" role="list">
              {found.map((one) => (
                <li className="rounded-card border-line bg-surface flex flex-col gap-1.5 border p-3" key={one.id}>
                  <CaseLink names={names} one={one} />
                  <p className="text-meta flex items-center justify-between gap-2">
                    <span>{causeLabel(one.rootCause)}</span>
                    <UrgencyMeter urgency={one.urgency} />
                  </p>
                  <p className="text-meta">
                    <FollowUp followUpDate={one.followUpDate} overdueDays={one.overdueDays} today={today} />
                  </p>
                  <div className="text-meta text-ink-2 flex items-center justify-between">
                    Last contact {shortDay(one.lastContactOn)}
                    <MoveMenu
                      label={`${names.calledOf(one.studentId) ?? one.displayCode}, ${causeLabel(one.rootCause)}`}
                      one={one}
                    />
                  </div>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  </div>
);
