import type { EnrollOutput } from "@handrail/domain/interventions/enrollment-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import type { EnrollmentSource } from "@handrail/domain/interventions/schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { Tabs } from "@handrail/ui/tabs";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { undoEnrolling } from "../undo.ts";
import { count, optionsOf, sourceWords } from "../words.ts";
import { FormProblem } from "./form-problem.tsx";

const ChooseStudents = lazy(async () => ({ default: (await import("./choose-students.tsx")).ChooseStudents }));
const EnrollOutcome = lazy(async () => ({ default: (await import("./enroll-outcome.tsx")).EnrollOutcome }));
const ReadList = lazy(async () => ({ default: (await import("./read-list.tsx")).ReadList }));

export type AddStudentsProps = { intervention: Intervention; onClose: () => void };

type Way = "search" | "paste" | "file";
type Whole = Pick<EnrollOutput, "results">;

const placesOf = ({ enrollments, fields }: Intervention): string => {
  const enrolled = enrollments.filter(({ status }) => status === "active").length;
  if (fields.capacity === null) return `${count(enrolled, "student is", "students are")} enrolled. There is no limit.`;
  const left = Math.max(0, fields.capacity - enrolled);
  return `${enrolled} of ${count(fields.capacity, "place", "places")} taken, ${left === 0 ? "none" : left} free.`;
};

const said = ({ results }: Whole): string => {
  const of = (outcome: string): number => results.filter((one) => one.outcome === outcome).length;
  const parts = [
    of("enrolled") > 0 ? `${count(of("enrolled"), "student", "students")} enrolled` : "",
    of("waiting") > 0 ? `${of("waiting")} on the waiting list` : "",
  ].filter((part) => part !== "");
  return `${parts.join(", ")}.`;
};

/** Enrols students: one by one, by what they have in common, or from a list. Nothing is saved before it is confirmed. */
export const AddStudents = ({ intervention, onClose }: AddStudentsProps) => {
  const { id: interventionId } = intervention;
  const [way, setWay] = useState<Way>("search");
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [source, setSource] = useState<EnrollmentSource>("manual");
  const [answer, setAnswer] = useState<Whole | null>(null);
  const names = useStudentNames([...chosen.keys()], "intervention");
  const enroll = useMutation(api.interventions.enroll.mutationOptions());
  const problem = enroll.error === null ? null : problemOf(enroll.error);
  const nameOf = (studentId: string): string => names.calledOf(studentId) ?? chosen.get(studentId) ?? "This student";
  const toggle = (studentId: string, code: string): void =>
    setChosen((before) => {
      const next = new Map(before);
      if (!next.delete(studentId)) next.set(studentId, code);
      return next;
    });
  const tell = (output: Whole): void => {
    const made = output.results.filter(({ outcome }) => outcome === "enrolled").map(({ studentId }) => studentId);
    const undo = { label: "Undo", onPress: () => void undoEnrolling(interventionId, made) };
    toast({ message: said(output), tone: "done", ...(made.length === 0 ? {} : { action: undo }) });
  };
  const send = (
    students: readonly string[],
    how: { onClash: "refuse" | "leave_out"; whenFull: "refuse" | "wait" },
  ): void =>
    enroll.mutate(
      { mutationId: newId(), interventionId, students: [...students], source, ...how },
      {
        onSuccess: (output) => {
          const open = output.results.filter(({ outcome }) => outcome === "refused");
          if (open.length < output.results.length) tell(output);
          if (open.length === 0) onClose();
          setAnswer({ results: open });
          setChosen((before) => new Map([...before].filter(([id]) => open.some(({ studentId }) => studentId === id))));
        },
        onSettled: () =>
          void queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId }) }),
      },
    );
  const read = (
    <Suspense>
      <ReadList
        chosen={chosen}
        interventionId={interventionId}
        key={way}
        kind={way === "file" ? "csv" : "codes"}
        onChoose={setChosen}
      />
    </Suspense>
  );
  return (
    <Sheet
      footer={
        <>
          <Button onPress={onClose}>Close</Button>
          <Button
            isDisabled={chosen.size === 0}
            isPending={enroll.isPending}
            variant="primary"
            onPress={() => send([...chosen.keys()], { onClash: "refuse", whenFull: "refuse" })}
          >
            Enrol {chosen.size === 0 ? "students" : count(chosen.size, "student", "students")}
          </Button>
        </>
      }
      isOpen
      title="Enrol students"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <div className="flex flex-col gap-5">
        <p aria-live="polite" className="text-ui text-ink-2">
          {placesOf(intervention)}
        </p>
        {problem !== null && <FormProblem>{problem.message}</FormProblem>}
        {answer !== null && answer.results.length > 0 && (
          <Suspense>
            <EnrollOutcome
              isPending={enroll.isPending}
              nameOf={nameOf}
              results={answer.results}
              zone={intervention.zone}
              onSend={send}
            />
          </Suspense>
        )}
        <Tabs
          label="How to choose"
          selected={way}
          tabs={[
            {
              id: "search",
              label: "Search",
              content: (
                <Suspense>
                  <ChooseStudents
                    chosen={chosen}
                    interventionId={interventionId}
                    onChoose={setChosen}
                    onToggle={toggle}
                  />
                </Suspense>
              ),
            },
            { id: "paste", label: "Paste a list", content: way === "paste" ? read : null },
            { id: "file", label: "CSV file", content: way === "file" ? read : null },
          ]}
          onSelect={(next) => {
            // Each way shows its own choice: what was chosen another way would be enrolled unseen.
            setChosen(new Map());
            setWay(next);
          }}
        />
        <Select
          description="Where the suggestion came from."
          label="Source"
          options={optionsOf(sourceWords)}
          value={source}
          onChange={setSource}
        />
      </div>
    </Sheet>
  );
};
