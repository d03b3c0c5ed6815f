import type { Graph, StudentGraph } from "@handrail/domain/progress/graph-schema";
import { Button } from "@handrail/ui/button";
import { ProgressChart } from "@handrail/ui/charts/progress-chart";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { useState } from "react";

import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { chartOf, summaryOf } from "../chart-data.ts";
import { doseWords, rateWords, sentenceOf, valueWords } from "../words.ts";
import { PointsTable } from "./points-table.tsx";
import { VerdictPill } from "./verdict-pill.tsx";

export type StudentFigureProps = {
  graph: Graph;
  student: StudentGraph;
  names: StudentNames;
  onChangePlan: () => void;
  onNote: (noteId: string | null) => void;
};

const Evidence = ({ graph, student }: Pick<StudentFigureProps, "graph" | "student">) => {
  const { verdict, goal, dosage } = student;
  const unit = goal?.unit ?? graph.unit;
  const facts = [
    ...(verdict === null || verdict.baseline === null ? [] : [`Baseline ${valueWords(verdict.baseline, unit)}`]),
    ...(verdict === null || verdict.trend === null ? [] : [`Trend ${rateWords(verdict.trend.perWeek)}`]),
    ...(verdict === null || verdict.needed === null ? [] : [`Needed ${rateWords(verdict.needed)}`]),
    doseWords(dosage),
  ];
  return (
    <ul className="text-meta text-ink-2 flex flex-wrap gap-x-4 gap-y-1 tabular-nums" role="list">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
};

/** One student's graph: the verdict first, in a sentence, then the picture or the same data as a table. */
export const StudentFigure = ({ graph, student, names, onChangePlan, onNote }: StudentFigureProps) => {
  const [isTable, setTable] = useState(false);
  useShortcuts({ t: () => setTable((before) => !before) });
  const { studentId, displayCode, gradeLevel } = student;
  return (
    <figure className="rounded-card border-line bg-surface border print:border-0">
      <figcaption className="border-line flex flex-col gap-2 border-b px-4 py-3.5 sm:px-5">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h3 className="text-ui text-ink-2">
            <StudentName className="text-ink" code={displayCode} names={names} studentId={studentId} />
            <span className="ms-2 font-normal">Grade {gradeLevel}</span>
          </h3>
          <VerdictPill verdict={student.verdict} />
        </div>
        <p className="text-title text-ink">{sentenceOf(student)}</p>
        <Evidence graph={graph} student={student} />
      </figcaption>
      <div className="px-4 pt-4 sm:px-5">
        {isTable ? (
          <PointsTable graph={graph} student={student} />
        ) : (
          <ProgressChart data={chartOf(graph, student)} summary={summaryOf(graph, student)} onChoose={onNote} />
        )}
      </div>
      <div className="border-line mt-2 flex flex-wrap gap-2 border-t px-4 py-2.5 sm:px-5 print:hidden">
        <Button shortcut="t" size="sm" variant="quiet" onPress={() => setTable(!isTable)}>
          {isTable ? "View as graph" : "View as table"}
        </Button>
        {graph.mayRecord && student.status === "active" && (
          <Button size="sm" variant="quiet" onPress={() => onNote(null)}>
            Add a note
          </Button>
        )}
        {graph.mayManage && (
          <Button size="sm" variant="quiet" onPress={onChangePlan}>
            Change plan
          </Button>
        )}
        <Button className="ms-auto" size="sm" variant="quiet" onPress={() => window.print()}>
          Print
        </Button>
      </div>
    </figure>
  );
};
