import type { Graph } from "@handrail/domain/progress/graph-schema";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { Skeleton, SkeletonRows } from "@handrail/ui/skeleton";
import { TextField } from "@handrail/ui/text-field";
import Settings2 from "lucide-react/icons/settings-2";
import { useRef, useState } from "react";

import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { Section } from "../../interventions/components/section.tsx";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { useGraph, useGrid } from "../queries.ts";
import { ChangePlanDialog } from "./change-plan-dialog.tsx";
import { CriteriaSection } from "./criteria-section.tsx";
import { EntryGrid } from "./entry-grid.tsx";
import { NoteDialog } from "./note-dialog.tsx";
import { RuleSheet } from "./rule-sheet.tsx";
import { SmallMultiples } from "./small-multiples.tsx";
import { StudentFigure } from "./student-figure.tsx";

type Layer =
  | { readonly kind: "plan" }
  | { readonly kind: "rule" }
  | { readonly kind: "note"; readonly noteId: string | null };

const Graphs = ({ graph }: { graph: Graph }) => {
  const [chosen, setChosen] = useState<string | undefined>();
  const [layer, setLayer] = useState<Layer | null>(null);
  const top = useRef<HTMLDivElement>(null);
  const names = useStudentNames(
    graph.students.map(({ studentId }) => studentId),
    "intervention",
  );
  const student = graph.students.find(({ studentId }) => studentId === chosen) ?? graph.students[0];
  if (student === undefined)
    return <EmptyState title="Nobody takes part yet">Graphs begin with the first enrolment.</EmptyState>;
  const close = (): void => setLayer(null);
  const choose = (studentId: string): void => {
    setChosen(studentId);
    // The pictures stand below the graph: without this it would change out of sight.
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    top.current?.scrollIntoView({ block: "start", behavior: isStill ? "auto" : "smooth" });
  };
  return (
    <div className="flex flex-col gap-6">
      <Section
        actions={
          graph.mayManage && (
            <Button
              icon={<Settings2 aria-hidden="true" size={16} />}
              size="sm"
              variant="quiet"
              onPress={() => setLayer({ kind: "rule" })}
            >
              How progress is judged
            </Button>
          )
        }
        note={graph.measure === "" ? undefined : graph.measure}
        title="Is it working?"
      >
        <div className="scroll-mt-16" ref={top}>
          <StudentFigure
            graph={graph}
            key={student.studentId}
            names={names}
            student={student}
            onChangePlan={() => setLayer({ kind: "plan" })}
            onNote={(noteId) => setLayer({ kind: "note", noteId })}
          />
        </div>
        {graph.students.length > 1 && (
          <SmallMultiples
            chosen={student.studentId}
            graph={graph}
            names={names}
            students={graph.students}
            onChoose={choose}
          />
        )}
      </Section>
      <CriteriaSection graph={graph} />
      {layer?.kind === "plan" && (
        <ChangePlanDialog
          graph={graph}
          name={names.calledOf(student.studentId) ?? student.displayCode}
          student={student}
          onClose={close}
        />
      )}
      {layer?.kind === "rule" && <RuleSheet graph={graph} onClose={close} />}
      {layer?.kind === "note" && <NoteDialog graph={graph} noteId={layer.noteId} student={student} onClose={close} />}
    </div>
  );
};

const Entry = ({ interventionId }: { interventionId: string }) => {
  const [day, setDay] = useState<string | undefined>();
  const query = useGrid(interventionId, day);
  const { data, error } = query;
  if (data === undefined)
    return error === null ? (
      <SkeletonRows label="The grid is loading" rows={6} />
    ) : (
      <ProblemState error={error} isRetrying={query.isFetching} what="The grid" onRetry={() => void query.refetch()} />
    );
  return (
    <Section
      actions={
        <TextField
          hideLabel
          label="Day"
          max={data.today}
          type="date"
          value={day ?? data.today}
          onChange={(chosen) => setDay(chosen === "" ? undefined : chosen)}
        />
      }
      note="Saved when you leave a cell. Paste a column or a block from a spreadsheet."
      title="Enter points"
    >
      {data.rows.length === 0 ? (
        <EmptyState title="Nobody was enrolled on this day">Choose another day, or enrol students first.</EmptyState>
      ) : (
        <EntryGrid grid={data} />
      )}
    </Section>
  );
};

/** The progress of an intervention: graphs with their verdicts, the grid to write points into, and when it is enough. */
export const InterventionProgress = ({ interventionId }: { interventionId: string }) => {
  const [view, setView] = useState<"graphs" | "entry">("graphs");
  const query = useGraph(interventionId);
  const { data, error } = query;
  if (data === undefined)
    return error === null ? (
      <div className="flex flex-col gap-3">
        <Skeleton className="h-96 w-full" />
        <SkeletonRows label="The graphs are loading" rows={3} />
      </div>
    ) : (
      <ProblemState
        error={error}
        isRetrying={query.isFetching}
        what="The progress"
        onRetry={() => void query.refetch()}
      />
    );
  return (
    <div className="flex flex-col gap-4">
      {data.mayRecord && (
        <div className="flex gap-2 print:hidden">
          <Button
            size="sm"
            variant={view === "graphs" ? "primary" : "secondary"}
            onPress={() => setView(view === "graphs" ? "entry" : "graphs")}
          >
            {view === "graphs" ? "Enter points" : "Back to the graphs"}
          </Button>
        </div>
      )}
      {view === "graphs" ? <Graphs graph={data} /> : <Entry interventionId={interventionId} />}
    </div>
  );
};
