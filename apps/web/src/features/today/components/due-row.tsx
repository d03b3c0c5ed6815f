import { daysBetween, type Day } from "@handrail/domain/kernel/time";
import type { ReactNode } from "react";

import { shortDay } from "../../../lib/time.ts";
import type { StudentNames } from "../../students/components/student-name.tsx";
import { StudentName } from "../../students/components/student-name.tsx";
import type { Decision, FollowUp } from "../next.ts";
import { type Aim, Verb, worksOffline } from "./verb.tsx";

type Shared = { names: StudentNames; isOffline: boolean; shortcut?: string | undefined };

type LineProps = {
  when: ReactNode;
  heading: ReactNode;
  facts: readonly string[];
  verb: { readonly word: string; readonly label: string; readonly aim: Aim };
  isOffline: boolean;
  shortcut: string | undefined;
};

/** In the columns of a session's line, so that the two read as one list. */
const Line = ({ when, heading, facts, verb, isOffline, shortcut }: LineProps) => {
  const said = isOffline && !worksOffline(verb.aim) ? [...facts, "needs a connection"] : facts;
  return (
    <li className="border-line grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 border-b px-4 py-3.5 last:border-b-0 sm:grid-cols-[7.5rem_1fr_auto]">
      <p className="text-ui leading-tight">{when}</p>
      <div className="col-span-2 flex min-w-0 flex-col gap-0.5 max-sm:row-start-2 sm:col-span-1">
        <h3 className="text-head min-w-0">{heading}</h3>
        <p className="text-meta text-ink-2">{said.join(" · ")}</p>
      </div>
      <Verb aim={verb.aim} className="w-28" isOffline={isOffline} label={verb.label} shortcut={shortcut}>
        {verb.word}
      </Verb>
    </li>
  );
};

const lateWords = (dueOn: Day, today: Day): string => {
  const days = daysBetween(dueOn, today);
  if (days === 0) return "due today";
  return days === 1 ? "due yesterday" : `${days} days overdue`;
};

const causeWords: Readonly<Record<FollowUp["rootCause"], string>> = {
  health: "Health",
  family: "Family",
  academic: "Academic",
  financial: "Financial",
  behavioral: "Behaviour",
  other: "Other",
};

export const FollowUpRow = ({ followUp, today, ...shared }: Shared & { followUp: FollowUp; today: Day }) => {
  const { studentId, displayCode, rootCause, dueOn } = followUp;
  const called = shared.names.calledOf(studentId) ?? displayCode;
  return (
    <Line
      facts={[causeWords[rootCause], lateWords(dueOn, today)]}
      heading={
        <>
          Follow-up: <StudentName code={displayCode} isCompact names={shared.names} studentId={studentId} />
        </>
      }
      isOffline={shared.isOffline}
      shortcut={shared.shortcut}
      verb={{
        word: "Record",
        label: `Record: follow-up with ${called}`,
        aim: { to: "record", studentId, displayCode, days: [] },
      }}
      when={
        <time className={dueOn < today ? "text-tardy font-medium" : undefined} dateTime={dueOn}>
          {dueOn === today ? "Today" : shortDay(dueOn)}
        </time>
      }
    />
  );
};

export const DecisionRow = ({ decision, ...shared }: Shared & { decision: Decision }) => {
  const { intervention, studentId, displayCode } = decision;
  const called = shared.names.calledOf(studentId) ?? displayCode;
  return (
    <Line
      facts={[intervention, "waits for you"]}
      heading={
        <>
          Exit decision: <StudentName code={displayCode} isCompact names={shared.names} studentId={studentId} />
        </>
      }
      isOffline={shared.isOffline}
      shortcut={shared.shortcut}
      verb={{ word: "See", label: `See: exit decision about ${called}`, aim: { to: "decision" } }}
      when={<span className="text-ink-2">Today</span>}
    />
  );
};
