import { dayIn, type Instant } from "@handrail/domain/kernel/time";
import type { InboxLine } from "@handrail/domain/notifications/schema";
import { buttonClass } from "@handrail/ui/button-class";

import { moment, shortDay } from "../../../lib/time.ts";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { aboutWords, lateWords, mayPutOff, titleOf, typeWords } from "../words.ts";
import { SubjectLink } from "./subject-link.tsx";

const openWords: Readonly<Record<InboxLine["subjectKind"], string>> = {
  case: "Open the case",
  intervention: "Open the intervention",
  session: "Open the roster",
  student: "Open the student",
  message: "Open the student",
};

export type InboxDetailProps = {
  line: InboxLine;
  names: StudentNames;
  now: Instant;
  zone: string;
  onOpen: () => void;
};

/** The chosen line, with what it asks for. */
export const InboxDetail = ({ line, names, now, zone, onOpen }: InboxDetailProps) => {
  const { type, studentId, displayCode, createdAt, actor, subjectKind } = line;
  const { advice } = typeWords[type];
  const today = dayIn(zone, now);
  const late = lateWords(line, today);
  const facts = [
    [
      "Student",
      studentId === null ? null : <StudentName code={displayCode ?? ""} names={names} studentId={studentId} />,
    ],
    ["About", aboutWords(line)],
    ["From", actor],
    ["Day", line.dueOn === null ? null : `${shortDay(line.dueOn)}, ${late ?? ""}`],
    ["Since", line.dueOn === null ? moment(zone, createdAt, now) : null],
  ] as const;
  return (
    <section
      aria-labelledby="chosen-line"
      className="rounded-card border-line bg-surface sticky top-20 hidden flex-col gap-4 border p-5 lg:flex"
    >
      <h2 className="text-title" id="chosen-line">
        {titleOf(line, today)}
      </h2>
      <p className="text-ink-2">{advice}</p>
      <dl className="text-ui grid grid-cols-[5rem_1fr] gap-x-3 gap-y-2">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div className="contents" key={name}>
              <dt className="text-ink-2">{name}</dt>
              <dd className="min-w-0">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <SubjectLink className={buttonClass({ variant: "primary" })} line={line} onOpen={onOpen}>
        {openWords[subjectKind]}
      </SubjectLink>
      {!mayPutOff(line) && (
        <p className="text-meta text-ink-2">A colleague needs your answer, so this cannot wait for another day.</p>
      )}
    </section>
  );
};
