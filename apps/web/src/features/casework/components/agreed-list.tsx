import type { Case } from "@handrail/domain/casework/case-schema";
import { recapSentence } from "@handrail/domain/casework/recap";
import type { Day } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { cx } from "@handrail/ui/cx";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import Plus from "lucide-react/icons/plus";
import { lazy, Suspense, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";

const AgreedForm = lazy(async () => ({ default: (await import("./agreed-form.tsx")).AgreedForm }));
const EnrolLine = lazy(async () => ({ default: (await import("./enrol-line.tsx")).EnrolLine }));

export type AgreedListProps = {
  page: Case;
  /** The meeting that something new is agreed on in. */
  entryId: string | null;
  student: string;
  today: Day;
  /** What was agreed in a restricted meeting leaves the paper unless it was asked for. */
  isOnPaper: (entryId: string) => boolean;
};

type LineProps = { page: Case; action: Case["actions"][number]; student: string; isOnPaper: boolean };

const Line = ({ page, action, student, isOnPaper }: LineProps) => {
  const done = useMutation(api.casework.doneAction.mutationOptions());
  const { what, owner, dueOn, version, id } = action;
  const mayEnrol = useMe().tools.includes("interventions");
  const isOpenSupport = action.done === null && action.interventionId !== null && mayEnrol;
  const isLate = action.done === null && dueOn !== null && dueOn < page.today;
  const press = (isDone: boolean): void =>
    done.mutate(
      { mutationId: newId(), caseId: page.case.id, actionId: id, version, done: isDone },
      {
        onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.one.pathKey() }),
      },
    );
  return (
    <li className={cx("border-line border-b px-4 py-1.5 last:border-b-0", !isOnPaper && "print:hidden")}>
      <Checkbox
        description={
          action.done !== null
            ? `Done, ${action.done.by.name}`
            : isLate
              ? "The day for it has passed"
              : action.interventionId === null
                ? undefined
                : "Support, not enrolled yet"
        }
        isDisabled={!page.mayChange || done.isPending}
        isSelected={action.done !== null}
        onChange={press}
      >
        <span className={action.done === null ? undefined : "text-ink-2 line-through"}>
          {recapSentence({ student, what, owner: owner.name, dueOn, today: page.today })}
        </span>
      </Checkbox>
      {isOpenSupport && page.mayChange && page.case.status !== "closed" && (
        <Suspense>
          <EnrolLine action={action} caseId={page.case.id} student={student} />
        </Suspense>
      )}
    </li>
  );
};

/** "X gets Y from Z by date": what was agreed on, and what came of it. */
export const AgreedList = ({ page, entryId, student, today, isOnPaper }: AgreedListProps) => {
  const [isAdding, setAdding] = useState(false);
  const mayAdd = page.mayChange && entryId !== null && page.case.status !== "closed";
  if (page.actions.length === 0 && !mayAdd) return null;
  return (
    <section aria-label="What was agreed" className="flex flex-col gap-2">
      <h2 className="text-head">What was agreed</h2>
      {page.actions.length === 0 && !isAdding && (
        <p className="text-ui text-ink-2">Nothing yet. Say who does what, and by when.</p>
      )}
      <ul className="rounded-card border-line bg-surface border empty:hidden" role="list">
        {page.actions.map((action) => (
          <Line action={action} isOnPaper={isOnPaper(action.entryId)} key={action.id} page={page} student={student} />
        ))}
      </ul>
      {mayAdd && !isAdding && (
        <Button
          className="self-start print:hidden"
          icon={<Plus aria-hidden="true" size={16} />}
          size="sm"
          onPress={() => setAdding(true)}
        >
          Add an agreed action
        </Button>
      )}
      <Suspense>
        {isAdding && entryId !== null && (
          <AgreedForm entryId={entryId} page={page} student={student} today={today} onClose={() => setAdding(false)} />
        )}
      </Suspense>
    </section>
  );
};
