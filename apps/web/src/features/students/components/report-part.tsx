import { attendanceOf } from "@handrail/domain/interventions/report";
import { percentWords } from "@handrail/domain/kernel/share";
import { doseLines } from "@handrail/domain/progress/dosage";
import type { ReportLine } from "@handrail/domain/students/report-schema";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";

import { shortDay } from "../../../lib/time.ts";
import { VerdictPill } from "../../progress/components/verdict-pill.tsx";
import { enrolledWords, goalWords, reportDay, stateWords, withUnit } from "../report-words.ts";
import { outcomeWords } from "../words.ts";

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[11rem_minmax(0,1fr)] print:grid-cols-[11rem_minmax(0,1fr)] print:py-1">
    <dt className="text-meta text-ink-2 sm:pt-0.5">{name}</dt>
    <dd className="text-body text-ink min-w-0 break-words">{children}</dd>
  </div>
);

const notYet = <span className="text-ink-2">not yet</span>;

const Attendance = ({ line }: { line: ReportLine }) => {
  const { present, tardy, absent, excused } = line;
  const share = attendanceOf(line);
  if (share === null) return notYet;
  const marked = present + tardy + absent + excused;
  return (
    <>
      {share} %, attended {present + tardy} of {marked} sessions with a mark.{" "}
      <span className="text-ink-2">
        Present {present}, tardy {tardy}, absent {absent}, excused {excused}.
      </span>
    </>
  );
};

const Minutes = ({ line: { minutesReceived, minutesPlanned } }: { line: ReportLine }) => {
  const dose = percentWords(minutesReceived, minutesPlanned, doseLines);
  return dose === null ? (
    notYet
  ) : (
    <>
      {minutesReceived} of {minutesPlanned} planned so far, {dose}
    </>
  );
};

const Points = ({ points, unit }: Pick<ReportLine, "points" | "unit">) =>
  points.length === 0 ? (
    notYet
  ) : (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5" role="list">
      {points.map(({ on, value }) => (
        <li className="tabular-nums" key={on}>
          {withUnit(value, unit)} <span className="text-meta text-ink-2">{shortDay(on)}</span>
        </li>
      ))}
    </ul>
  );

const Decisions = ({ decisions }: Pick<ReportLine, "decisions">) =>
  decisions.length === 0 ? (
    <span className="text-ink-2">None</span>
  ) : (
    <ul className="flex flex-col gap-1" role="list">
      {decisions.map(({ on, outcome, decision, by, reason }) => (
        <li key={`${on} ${reason}`}>
          {outcomeWords(outcome)}: {decision} by {by}, {reportDay(on)}. <span className="text-ink-2">{reason}</span>
        </li>
      ))}
    </ul>
  );

/** One intervention on a student's report: what was planned, what reached them, what came of it. */
export const ReportPart = ({ line }: { line: ReportLine }) => {
  const id = useId();
  const { goal, verdict } = line;
  return (
    <section aria-labelledby={id} className="border-line flex flex-col gap-1 border-t pt-4 print:break-inside-avoid">
      <h2 className="text-head" id={id}>
        <Link
          className="underline-offset-2 hover:underline"
          params={{ interventionId: line.interventionId }}
          to="/interventions/$interventionId"
        >
          {line.name}
        </Link>
      </h2>
      <p className="text-meta text-ink-2">
        {stateWords[line.status]} · {line.program}, version {line.programVersion} · {line.ownerName} ·{" "}
        {reportDay(line.startDate)} to {line.endDate === null ? "no set end" : reportDay(line.endDate)}
      </p>
      <dl className="divide-line divide-y">
        <Fact name="Enrolment">
          <ul role="list">
            {line.enrollments.map((one) => (
              <li key={`${one.since} ${one.status}`}>{enrolledWords(one)}</li>
            ))}
          </ul>
        </Fact>
        <Fact name="Sessions">
          {line.sessionsHeld} held of {line.sessionsDue} so far
          {line.sessionsPlanned > 0 && `; ${line.sessionsPlanned} planned in all`}
        </Fact>
        <Fact name="Attendance">
          <Attendance line={line} />
        </Fact>
        <Fact name="Minutes">
          <Minutes line={line} />
        </Fact>
        <Fact name="Goal">{goal === null ? <span className="text-ink-2">None</span> : goalWords(goal)}</Fact>
        <Fact name="Latest points">
          <Points points={line.points} unit={line.unit} />
        </Fact>
        <Fact name="What the points say">
          {verdict === null ? (
            notYet
          ) : (
            <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              <VerdictPill verdict={verdict} />
              <span>{verdict.sentence}</span>
            </span>
          )}
        </Fact>
        <Fact name="Decisions">
          <Decisions decisions={line.decisions} />
        </Fact>
      </dl>
    </section>
  );
};
