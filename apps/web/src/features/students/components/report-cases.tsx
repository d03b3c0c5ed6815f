import { causeWords } from "@handrail/domain/casework/rules";
import { contactKindWords, contactOutcomeWords } from "@handrail/domain/communications/contact-rules";
import type { ReportCase, StudentReport } from "@handrail/domain/students/report-schema";
import { Chip } from "@handrail/ui/chip";
import { useId } from "react";

import { reportDay } from "../report-words.ts";
import { capital, plain } from "../words.ts";

type Entry = ReportCase["entries"][number];

const Words = ({ name, text }: { name: string; text: string | null }) =>
  text === null || text === "" ? null : (
    <p className="max-w-prose break-words whitespace-pre-line">
      <span className="text-ink-2">{name}: </span>
      {text}
    </p>
  );

const titleOf = ({ kind, statusTo }: Entry): string => {
  const what = kind === "meeting" ? "Meeting" : "Update";
  return statusTo === null ? what : `${what}, case ${plain(statusTo)}`;
};

const CasePart = ({ one }: { one: ReportCase }) => {
  const id = useId();
  const { rootCause, status, urgency, openedOn, openedBy, closedOn, followUpDate, resolutionNotes, entries } = one;
  return (
    <section aria-labelledby={id} className="border-line flex flex-col gap-2 border-t pt-3">
      <h3 className="font-semibold" id={id}>
        {capital(causeWords[rootCause])}
      </h3>
      <p className="text-meta text-ink-2">
        {capital(plain(status))} · urgency {urgency} · opened {reportDay(openedOn)} by {openedBy}
        {closedOn !== null && ` · closed ${reportDay(closedOn)}`}
        {followUpDate !== null && ` · follow-up ${reportDay(followUpDate)}`}
      </p>
      <Words name="Why it was closed" text={resolutionNotes} />
      <ol className="flex flex-col gap-2" role="list">
        {entries.map((entry, index) => (
          <li className="print:break-inside-avoid" key={`${entry.on} ${index}`}>
            <p className="flex flex-wrap items-center gap-x-2">
              <span>
                {titleOf(entry)}, {reportDay(entry.on)}, {entry.by}
              </span>
              {entry.isRestricted && <Chip>Restricted</Chip>}
            </p>
            <Words name="What the student said" text={entry.absenceReason} />
            <Words name="What was noticed" text={entry.interventionNotes} />
            <Words name="Plan" text={entry.actionPlan} />
            <Words name="Update" text={entry.updateText} />
          </li>
        ))}
      </ol>
    </section>
  );
};

/** Cases of the student that the reader may see, with their meetings. */
export const ReportCases = ({ cases }: Pick<StudentReport, "cases">) =>
  cases.length === 0 ? null : (
    <section aria-label="Cases and meetings" className="border-line flex flex-col gap-3 border-t pt-4">
      <h2 className="text-head">Cases and meetings</h2>
      {cases.map((one) => (
        <CasePart key={one.caseId} one={one} />
      ))}
    </section>
  );

/** Calls and talks with the family. */
export const ReportContacts = ({ contacts }: Pick<StudentReport, "contacts">) =>
  contacts.length === 0 ? null : (
    <section aria-label="Calls and talks with the family" className="border-line flex flex-col gap-2 border-t pt-4">
      <h2 className="text-head">Calls and talks with the family</h2>
      <ul className="flex flex-col gap-2" role="list">
        {contacts.map((one, index) => (
          <li className="print:break-inside-avoid" key={`${one.contactedOn} ${index}`}>
            <p>
              {contactKindWords[one.kind]}
              {one.relationship !== null && ` with ${one.relationship}`}: {contactOutcomeWords[one.outcome]},{" "}
              {reportDay(one.contactedOn)}, {one.by}
            </p>
            <Words name="Note" text={one.note} />
            {one.nextStep !== null && (
              <Words
                name="Next step"
                text={`${one.nextStep.what}, ${one.nextStep.isDone ? "done" : reportDay(one.nextStep.on)}`}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
