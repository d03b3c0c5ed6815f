import type { ReadLine } from "@handrail/domain/interventions/enrollment-schema";
import { Checkbox } from "@handrail/ui/checkbox";
import { Cell, ColumnHeader, Row, Table, TableBody, TableHead } from "@handrail/ui/table";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useMemo } from "react";

import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";
import { count } from "../words.ts";

export type Chosen = ReadonlyMap<string, string>;

export type ReadLinesProps = {
  lines: readonly ReadLine[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
};

export const usable = (lines: readonly ReadLine[]): Chosen =>
  new Map(
    lines.flatMap(({ student }) => (student === null ? [] : [[student.studentId as string, student.displayCode]])),
  );

/** The lines of a list: whom each names, to be left out, or why it names nobody. */
export const ReadLines = ({ lines, chosen, onChoose }: ReadLinesProps) => {
  const good = useMemo(() => usable(lines), [lines]);
  const names = useStudentNames(
    useMemo(() => [...good.keys()], [good]),
    "intervention",
  );
  const toggle = (studentId: string, code: string): void => {
    const next = new Map(chosen);
    if (!next.delete(studentId)) next.set(studentId, code);
    onChoose(next);
  };
  return (
    <>
      <p aria-live="polite" className="text-ui">
        {count(good.size, "line", "lines")} can be enrolled, {lines.length - good.size} cannot. Nothing is saved yet.
      </p>
      <div className="rounded-card border-line max-h-96 overflow-y-auto border">
        <Table caption="Lines of the list" density="compact">
          <TableHead>
            <Row>
              <ColumnHeader numeric>Line</ColumnHeader>
              <ColumnHeader>Student</ColumnHeader>
            </Row>
          </TableHead>
          <TableBody>
            {lines.map(({ line, text, student, problem }, index) => (
              <Row key={`${line} ${index}`}>
                <Cell numeric>{line}</Cell>
                <Cell>
                  {student === null ? (
                    <span className="text-absent flex items-start gap-1.5 py-1">
                      <TriangleAlert aria-hidden="true" className="mt-0.5 shrink-0" size={14} />
                      <span className="min-w-0 break-words">{problem ?? text}</span>
                    </span>
                  ) : (
                    <Checkbox
                      isSelected={chosen.has(student.studentId)}
                      onChange={() => toggle(student.studentId, student.displayCode)}
                    >
                      <StudentName code={student.displayCode} names={names} studentId={student.studentId} />, grade{" "}
                      {student.gradeLevel}
                    </Checkbox>
                  )}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </div>
    </>
  );
};
