import type { Graph, StudentGraph } from "@handrail/domain/progress/graph-schema";
import { SmallChart } from "@handrail/ui/charts/small-chart";
import { cx } from "@handrail/ui/cx";

import type { StudentNames } from "../../students/components/student-name.tsx";
import { chartOf, sharedSpan } from "../chart-data.ts";
import { VerdictPill } from "./verdict-pill.tsx";

export type SmallMultiplesProps = {
  graph: Graph;
  students: readonly StudentGraph[];
  names: StudentNames;
  chosen: string | undefined;
  onChoose: (studentId: string) => void;
};

/** The whole group at one look, all over the same span of values; pressing one opens it. */
export const SmallMultiples = ({ graph, students, names, chosen, onChoose }: SmallMultiplesProps) => {
  const charts = students.map((student) => chartOf(graph, student));
  const span = sharedSpan(charts);
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-6 print:grid-cols-4" role="list">
      {students.map((student, index) => {
        const data = charts[index];
        const { studentId, displayCode } = student;
        const isChosen = studentId === chosen;
        return (
          <li key={studentId}>
            <button
              aria-current={isChosen ? "true" : undefined}
              className={cx(
                "rounded-card bg-surface hover:bg-hover flex w-full flex-col gap-1.5 border p-2.5 text-start transition-colors",
                isChosen ? "border-accent" : "border-line",
                student.status !== "active" && "border-dashed",
              )}
              type="button"
              onClick={() => onChoose(studentId)}
            >
              <span className="text-meta text-ink w-full truncate font-semibold">
                {names.calledOf(studentId) ?? displayCode}
              </span>
              {data !== undefined && <SmallChart data={data} {...span} />}
              <VerdictPill verdict={student.verdict} />
            </button>
          </li>
        );
      })}
    </ul>
  );
};
