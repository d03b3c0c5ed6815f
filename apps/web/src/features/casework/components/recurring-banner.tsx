import type { Recurring } from "@handrail/domain/casework/case-schema";
import { IconButton } from "@handrail/ui/icon-button";
import { Link } from "@tanstack/react-router";
import Minus from "lucide-react/icons/minus";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import X from "lucide-react/icons/x";
import { useState } from "react";

import { useMe } from "../../../shell/me.ts";
import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";
import { count } from "../words.ts";

const shown = 5;

/** What was put away: it comes back once there is somebody or something new. */
const markOf = (students: Recurring["students"]): string =>
  students
    .map(({ studentId, meetings }) => `${studentId}:${meetings}`)
    .toSorted()
    .join(" ");

/** Who comes back with trouble: two meetings or more, and whether anything has helped. */
export const RecurringBanner = ({ found }: { found: Recurring }) => {
  const key = `cases.recurring.${useMe().userId}`;
  const [put, setPut] = useState(() => localStorage.getItem(key));
  const active = found.students.filter((one) => one.active > 0);
  const [isWhole, setWhole] = useState(false);
  const listed = isWhole ? active : active.slice(0, shown);
  const names = useStudentNames(
    listed.map(({ studentId }) => studentId),
    "work",
  );
  const mark = markOf(active);
  if (active.length === 0 || put === mark) return null;
  const unhelped = active.filter(({ withoutImprovement }) => withoutImprovement).length;
  return (
    <section
      aria-label="Recurring absence"
      className="rounded-card bg-tardy-soft flex items-start gap-3 py-2.5 ps-4 pe-1.5 print:hidden"
    >
      <TriangleAlert aria-hidden="true" className="text-tardy mt-1 shrink-0" size={18} />
      <div className="min-w-0 flex-1">
        <h2 className="text-ui font-semibold">
          {count(active.length, "student comes", "students come")} back with two meetings or more
          {found.next !== null && ", and others"}
          {unhelped > 0 && `; nothing has helped ${unhelped} of them yet`}
        </h2>
        <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1" role="list">
          {listed.map((one) => {
            return (
              <li className="text-ui inline-flex items-center gap-1.5" key={one.studentId}>
                <Link
                  className="inline-flex min-h-6 items-center underline underline-offset-2 pointer-coarse:min-h-11"
                  search={{ student: one.studentId }}
                  to="/cases"
                >
                  <StudentName code={one.displayCode} isCompact names={names} studentId={one.studentId} />
                </Link>
                <span className="tabular-nums">{one.meetings}×</span>
                {one.withoutImprovement && (
                  <>
                    <Minus aria-hidden="true" className="text-tardy" size={14} />
                    <span className="text-meta text-ink-2">no improvement</span>
                  </>
                )}
              </li>
            );
          })}
          {active.length > listed.length && (
            <li>
              <button
                className="text-ui inline-flex min-h-6 items-center underline underline-offset-2 pointer-coarse:min-h-11"
                type="button"
                onClick={() => setWhole(true)}
              >
                and {active.length - listed.length} more
              </button>
            </li>
          )}
        </ul>
      </div>
      <IconButton
        icon={<X aria-hidden="true" size={16} />}
        label="Put away until something new happens"
        size="sm"
        tooltip={false}
        onPress={() => {
          localStorage.setItem(key, mark);
          setPut(mark);
        }}
      />
    </section>
  );
};
