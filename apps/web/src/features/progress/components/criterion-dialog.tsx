import { CriterionFields, SaveCriterionInput, type CriterionRow } from "@handrail/domain/progress/exit-schema";
import type { Graph } from "@handrail/domain/progress/graph-schema";
import { Button } from "@handrail/ui/button";
import { cx } from "@handrail/ui/cx";
import { Dialog } from "@handrail/ui/dialog";
import { toast } from "@handrail/ui/toast";
import { skipToken, useMutation, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { countWords } from "../words.ts";
import { CriterionForm } from "./criterion-form.tsx";

/** To be filled in: a rule that begins at 0 is met by everybody. */
const firstOf = ({ higherIsBetter }: Graph): CriterionFields => ({
  thresholdType: "progress",
  metric: "",
  comparator: higherIsBetter ? "gte" : "lte",
  targetValue: Number.NaN,
  window: 3,
  windowUnit: "points",
});

type TriedProps = { graph: Graph; criterionId: string | null; fields: CriterionFields };

/** Whom the rule would put in the queue, as it is written now. */
const Tried = ({ graph, criterionId, fields }: TriedProps) => {
  const written = useDeferredValue(fields);
  const read = CriterionFields.safeParse(written);
  const tried = useQuery(
    api.progress.tryCriterion.queryOptions(
      read.success ? { interventionId: graph.interventionId, criterionId, fields: read.data } : skipToken,
    ),
  );
  if (!read.success || tried.data === undefined) return null;
  const { meeting, students } = tried.data;
  return (
    <p className={cx("text-ui", meeting > 0 && meeting === students ? "text-absent" : "text-ink-2")} role="status">
      {graph.criteria.length > (criterionId === null ? 0 : 1) ? "Together with the other rules, this" : "This"} would
      put {meeting} of {countWords(students, "student")} in the queue of exit decisions today.
    </p>
  );
};

type DialogProps = { graph: Graph; criterion: CriterionRow | null; onClose: () => void };

/** One exit rule, new or changed, with what it would do before it is saved. */
export const CriterionDialog = ({ graph, criterion, onClose }: DialogProps) => {
  const { id, version, ...existing } = criterion ?? { id: "", version: 0, ...firstOf(graph) };
  const [fields, setFields] = useState<CriterionFields>(existing);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(api.progress.saveCriterion.mutationOptions());
  const send = (wanted: CriterionFields | null): void => {
    const input = {
      mutationId: newId(),
      interventionId: graph.interventionId,
      criterion: criterion === null ? null : { id, version },
      fields: wanted,
    };
    const read = SaveCriterionInput.safeParse(input);
    setErrors(
      read.success ? {} : Object.fromEntries(read.error.issues.map(({ path, message }) => [String(path[1]), message])),
    );
    if (!read.success) return;
    save.mutate(input, {
      onSuccess: () => {
        toast({ message: wanted === null ? "Criterion removed." : "Criterion saved.", tone: "done" });
        onClose();
      },
    });
  };
  return (
    <Dialog
      footer={
        <>
          {criterion !== null && (
            <Button className="me-auto" variant="danger" onPress={() => send(null)}>
              Remove
            </Button>
          )}
          <Button onPress={onClose}>Cancel</Button>
          <Button isPending={save.isPending} variant="primary" onPress={() => send(fields)}>
            Save
          </Button>
        </>
      }
      isOpen
      size="sm"
      title={criterion === null ? "New exit criterion" : "Change the criterion"}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <div className="flex flex-col gap-4">
        {save.error !== null && <FormProblem>{problemOf(save.error).message}</FormProblem>}
        <CriterionForm errors={errors} unit={graph.unit} value={fields} onChange={setFields} />
        <Tried criterionId={criterion?.id ?? null} fields={fields} graph={graph} />
      </div>
    </Dialog>
  );
};
