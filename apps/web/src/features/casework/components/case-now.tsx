import type { Case } from "@handrail/domain/casework/case-schema";
import { Button } from "@handrail/ui/button";
import { lazy, type ReactNode, Suspense, useState } from "react";

import { shortDay } from "../../../lib/time.ts";
import { CaseStatusPill, FollowUp, UrgencyMeter } from "./case-facts.tsx";

const FollowUpDone = lazy(async () => ({ default: (await import("./follow-up-done.tsx")).FollowUpDone }));

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-0.5">
    <dt className="text-meta text-ink-2">{label}</dt>
    <dd>{children}</dd>
  </div>
);

export type CaseNowProps = { page: Case; student: string; isOnPaper: (entryId: string) => boolean };

/** Where the case is now: status, urgency, the next day, and the plan that was agreed on last. */
export const CaseNow = ({ page, student, isOnPaper }: CaseNowProps) => {
  const { case: one, entries, today } = page;
  const [isFinishing, setFinishing] = useState(false);
  const isOpen = one.status !== "closed";
  const last = entries.findLast(
    ({ kind, withdrawn, actionPlan }) => kind === "meeting" && withdrawn === null && actionPlan !== null,
  );
  const declined = one.status === "escalated" && one.escalatedTo === null ? page.escalations.at(-1) : undefined;
  return (
    <section
      aria-label="Where it is now"
      className="rounded-card border-line bg-surface flex flex-col gap-3 border px-4 py-3"
    >
      <dl className="flex flex-wrap items-start gap-x-8 gap-y-3">
        <Fact label="Status">
          <CaseStatusPill status={one.status} />
        </Fact>
        {isOpen && (
          <>
            <Fact label="Urgency">
              <UrgencyMeter urgency={one.urgency} />
            </Fact>
            <Fact label="Follow-up">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <FollowUp followUpDate={one.followUpDate} isBare overdueDays={one.overdueDays} today={today} />
                {page.mayChange && one.followUpDate !== null && (
                  <Button size="sm" onPress={() => setFinishing(true)}>
                    Done
                    <span className="sr-only"> with the follow-up</span>
                  </Button>
                )}
              </span>
            </Fact>
          </>
        )}
        <Fact label="Last contact">{shortDay(one.lastContactOn)}</Fact>
      </dl>
      {declined !== undefined && (
        <p className="text-ui">
          {declined.declined === null
            ? "Nobody has been asked to take this case on. Escalate it to a colleague, or change its status."
            : `${declined.to.name} does not take this case on: ${declined.declined.reason} Escalate it to another colleague, or change its status.`}
        </p>
      )}
      {isOpen && last !== undefined && (
        <div className={isOnPaper(last.id) ? undefined : "print:hidden"}>
          <h2 className="text-meta text-ink-2">
            Latest plan{last.meetingDate === null ? "" : `, of ${shortDay(last.meetingDate)}`}
          </h2>
          <p className="max-w-[70ch] whitespace-pre-wrap">{last.actionPlan}</p>
        </div>
      )}
      <Suspense>
        {isFinishing && <FollowUpDone page={page} student={student} onClose={() => setFinishing(false)} />}
      </Suspense>
    </section>
  );
};
