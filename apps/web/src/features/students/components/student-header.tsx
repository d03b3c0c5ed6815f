import { chronicAbsence } from "@handrail/domain/students/rules";
import type { StudentPage } from "@handrail/domain/students/schema";
import { Chip } from "@handrail/ui/chip";
import { PresenceStack } from "@handrail/ui/presence-stack";
import { StatusPill } from "@handrail/ui/status-pill";
import { Link } from "@tanstack/react-router";
import Clock from "lucide-react/icons/clock";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";

import { codeWords } from "../../../lib/called-name.ts";
import { clockTime } from "../../../lib/time.ts";
import { usePresence } from "../../../realtime/hooks.ts";
import { useMe } from "../../../shell/me.ts";
import { WriteButton } from "../../messages/components/write-button.tsx";
import { chronicWords, relationshipWords, statusWords } from "../words.ts";
import { AttendanceStrip } from "./attendance-strip.tsx";
import { GuardiansCard } from "./guardians-card.tsx";
import { StudentName, type StudentNames } from "./student-name.tsx";

const Absence = ({ year }: { year: StudentPage["year"] }) => {
  const found = chronicAbsence(year);
  const words = chronicWords(found);
  // Two days are the last moment to do something about it.
  if (found.kind === "reached" || (found.kind === "ahead" && found.more <= 2))
    return (
      <StatusPill
        className="max-w-full whitespace-normal"
        icon={<TriangleAlert aria-hidden="true" size={14} />}
        tone={found.kind === "reached" ? "bad" : "warn"}
      >
        {words}
      </StatusPill>
    );
  return <span className="text-meta text-ink-2">{words}</span>;
};

const Now = ({ now, zone }: { now: StudentPage["now"]; zone: string }) =>
  now === null ? null : (
    <Link
      className="rounded-chip bg-accent-soft text-accent-ink text-meta inline-flex min-h-11 items-center gap-1.5 px-2.5 underline-offset-2 hover:underline pointer-fine:min-h-6"
      params={{ sessionId: now.sessionId }}
      to="/sessions/$sessionId"
    >
      <Clock aria-hidden="true" size={14} />
      In {now.title}
      {now.location !== null && `, ${now.location}`}, until {clockTime(zone, now.endsAt)}
    </Link>
  );

export type StudentHeaderProps = { page: StudentPage; names: StudentNames; actions?: ReactNode };

/** Who this is, where they are, and how attendance stands; it stays in sight. */
export const StudentHeader = ({ page, names, actions }: StudentHeaderProps) => {
  const { userId, tools } = useMe();
  const { student, staff, now, zone, strip, year } = page;
  const why = names.whyCode(student.studentId);
  const others = usePresence("student", student.studentId).filter(({ id }) => id !== userId);
  const master = staff.find(({ relationship }) => relationship === "form_master") ?? staff[0];
  return (
    <header className="border-line bg-bg -mx-4 flex flex-col gap-2 border-b px-4 pb-3 md:sticky md:top-14 md:z-10 md:-mx-8 md:-mt-8 md:px-8 md:pt-5 print:static print:mx-0 print:mt-0 print:bg-transparent print:px-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="text-title min-w-0 focus-visible:shadow-none focus-visible:outline-none" tabIndex={-1}>
          <StudentName code={student.displayCode} names={names} studentId={student.studentId} />
        </h1>
        <Chip>{`Tier ${student.tier}`}</Chip>
        {student.status !== "active" && <Chip>{statusWords[student.status]}</Chip>}
        {tools.includes("sessions") && <Now now={now} zone={zone} />}
        <div className="ms-auto flex flex-wrap items-center gap-2 print:hidden">
          <PresenceStack label="Also on this page" people={others.map(({ id, name }, tone) => ({ id, name, tone }))} />
          {actions}
        </div>
      </div>
      <div className="text-meta text-ink-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <span>Grade {student.gradeLevel}</span>
        {why !== undefined && <span>{codeWords[why].whole}</span>}
        {master !== undefined && (
          <span>
            {relationshipWords[master.relationship]}: {master.name}
          </span>
        )}
        <GuardiansCard guardians={page.guardians} studentId={student.studentId} />
        <WriteButton about={{ studentId: student.studentId }} />
        <Absence year={year} />
        <AttendanceStrip strip={strip} />
      </div>
    </header>
  );
};
