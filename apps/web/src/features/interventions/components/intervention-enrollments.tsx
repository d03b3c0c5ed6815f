import type { EnrollmentRow } from "@handrail/domain/interventions/enrollment-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { takesStudents } from "@handrail/domain/interventions/status";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import UserPlus from "lucide-react/icons/user-plus";
import { lazy, Suspense, useState } from "react";

import { useStudentNames } from "../../students/components/student-name.tsx";
import { EnrollmentRows } from "./enrollment-rows.tsx";
import { Section } from "./section.tsx";
import { WaitingList } from "./waiting-list.tsx";

const AddStudents = lazy(async () => ({ default: (await import("./add-students.tsx")).AddStudents }));
const EndEnrollment = lazy(async () => ({ default: (await import("./end-enrollment.tsx")).EndEnrollment }));

/** Who takes part, who waits, and who took part before. */
export const InterventionEnrollments = ({ intervention }: { intervention: Intervention }) => {
  const { id, enrollments, waiting, zone, mayManage, status } = intervention;
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<EnrollmentRow | null>(null);
  const open = takesStudents(status);
  const mayEnroll = mayManage && open.allowed;
  useShortcuts({ a: () => setAdding(true) }, { isDisabled: !mayEnroll });
  const names = useStudentNames(
    [...new Set([...enrollments, ...waiting].map(({ studentId }) => studentId))],
    "intervention",
  );
  const now = enrollments.filter((row) => row.status === "active");
  const before = enrollments.filter((row) => row.status !== "active");
  const add = (
    <Button
      icon={<UserPlus aria-hidden="true" size={16} />}
      shortcut="a"
      variant={now.length === 0 ? "primary" : "secondary"}
      onPress={() => setAdding(true)}
    >
      Enrol students
    </Button>
  );
  return (
    <div className="flex flex-col gap-8">
      <Section
        actions={mayEnroll && now.length > 0 && add}
        note={open.allowed ? undefined : open.refusal.message}
        title="Enrolled now"
      >
        {now.length === 0 ? (
          <EmptyState action={mayEnroll ? add : undefined} level={3} title="Nobody is enrolled">
            Enrolled students are expected at every session to come, and their time is kept free for it.
          </EmptyState>
        ) : (
          <EnrollmentRows
            interventionId={id}
            caption="Students enrolled now"
            names={names}
            rows={now}
            zone={zone}
            onEnd={mayEnroll ? setEnding : null}
          />
        )}
      </Section>
      <WaitingList intervention={intervention} names={names} />
      {before.length > 0 && (
        <Section title="Enrolled before">
          <EnrollmentRows
            interventionId={id}
            caption="Students enrolled before"
            names={names}
            rows={before}
            zone={zone}
            onEnd={null}
          />
        </Section>
      )}
      <Suspense>
        {isAdding && <AddStudents intervention={intervention} onClose={() => setAdding(false)} />}
        {ending !== null && (
          <EndEnrollment
            interventionId={id}
            name={names.calledOf(ending.studentId) ?? ending.displayCode}
            row={ending}
            onClose={() => setEnding(null)}
          />
        )}
      </Suspense>
    </div>
  );
};
