import type { GoalRow } from "@handrail/domain/interventions/goal-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { Button } from "@handrail/ui/button";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { lazy, Suspense, useState } from "react";

import { shortDay } from "../../../lib/time.ts";
import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";
import { goalWords } from "../words.ts";
import { Section } from "./section.tsx";

const GoalForm = lazy(async () => ({ default: (await import("./goal-form.tsx")).GoalForm }));

const measureOf = ({ measure, higherIsBetter }: GoalRow): string =>
  higherIsBetter ? measure : `${measure}, less is better`;

/** What each student is to reach. */
export const GoalsSection = ({ intervention }: { intervention: Intervention }) => {
  const { goals, mayManage, enrollments } = intervention;
  /** The goal that is being changed, by id; a live page may bring another version of it. */
  const [open, setOpen] = useState<string | null>(null);
  const names = useStudentNames(
    [...new Set([...goals, ...enrollments].map(({ studentId }) => studentId))],
    "intervention",
  );
  const measures = new Set(goals.map(measureOf));
  const [only] = measures;
  // Said once where all have the same.
  const shared = measures.size === 1 && only !== undefined ? only : null;
  return (
    <Section
      actions={
        mayManage &&
        enrollments.some(({ status }) => status === "active") && (
          <Button size="sm" onPress={() => setOpen("new")}>
            New goal
          </Button>
        )
      }
      note={shared ?? undefined}
      title="Goals"
    >
      {goals.length === 0 ? (
        <p className="text-ui text-ink-2">No goals yet. A goal gives the graph its aim line.</p>
      ) : (
        <div className="rounded-card border-line bg-surface border px-2">
          <Table caption="Goals of the students">
            <TableHead>
              <Row>
                <ColumnHeader>Student</ColumnHeader>
                {shared === null && <ColumnHeader>Measure</ColumnHeader>}
                <ColumnHeader numeric>Baseline</ColumnHeader>
                <ColumnHeader numeric>Target</ColumnHeader>
                <ColumnHeader>By</ColumnHeader>
                <ColumnHeader>How it stands</ColumnHeader>
                {mayManage && (
                  <ColumnHeader>
                    <span className="sr-only">Change</span>
                  </ColumnHeader>
                )}
              </Row>
            </TableHead>
            <TableBody>
              {goals.map((goal) => (
                <Row key={goal.id}>
                  <RowHeader>
                    <StudentName code={goal.displayCode} names={names} studentId={goal.studentId} />
                  </RowHeader>
                  {shared === null && <Cell>{measureOf(goal)}</Cell>}
                  <Cell numeric className="whitespace-nowrap">
                    {goal.baseline ?? <span className="text-ink-2">from points</span>}
                  </Cell>
                  <Cell numeric className="whitespace-nowrap">
                    {goal.target} {goal.unit}
                  </Cell>
                  <Cell className="whitespace-nowrap">{shortDay(goal.targetOn)}</Cell>
                  <Cell>{goalWords[goal.status]}</Cell>
                  {mayManage && (
                    <Cell>
                      <Button size="sm" variant="quiet" onPress={() => setOpen(goal.id)}>
                        Change
                        <span className="sr-only"> the goal of {goal.displayCode}</span>
                      </Button>
                    </Cell>
                  )}
                </Row>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      <Suspense>
        {open !== null && (
          <GoalForm
            goalId={open === "new" ? null : open}
            intervention={intervention}
            nameOf={(studentId, code) => names.calledOf(studentId) ?? code}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </Section>
  );
};
