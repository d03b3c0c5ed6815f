import { criterionWords } from "@handrail/domain/progress/criteria";
import { SaveCriterionInput, type CriterionFields, type CriterionRow } from "@handrail/domain/progress/exit-schema";
import type { Graph } from "@handrail/domain/progress/graph-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { Section } from "../../interventions/components/section.tsx";
import { CriterionForm } from "./criterion-form.tsx";

const first: CriterionFields = {
  thresholdType: "progress",
  metric: "",
  comparator: "gte",
  targetValue: 0,
  window: 3,
  windowUnit: "points",
};

type DialogProps = { graph: Graph; criterion: CriterionRow | null; onClose: () => void };

const CriterionDialog = ({ graph, criterion, onClose }: DialogProps) => {
  const { id, version, ...existing } = criterion ?? { id: "", version: 0, ...first };
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
      </div>
    </Dialog>
  );
};

/** When a student is done. All of these have to be met before an exit is recommended; a person decides. */
export const CriteriaSection = ({ graph }: { graph: Graph }) => {
  const [open, setOpen] = useState<CriterionRow | "new" | null>(null);
  return (
    <Section
      actions={
        graph.mayManage && (
          <Button size="sm" onPress={() => setOpen("new")}>
            Add a criterion
          </Button>
        )
      }
      note="All of these have to be met before an exit is recommended. A person decides."
      title="Exit criteria"
    >
      {graph.criteria.length === 0 ? (
        <p className="text-ui text-ink-2">Nothing is agreed on yet, so no exit is ever recommended.</p>
      ) : (
        <ul className="rounded-card border-line bg-surface border" role="list">
          {graph.criteria.map((criterion) => (
            <li
              className="border-line flex flex-wrap items-center justify-between gap-3 border-b px-4 py-2.5 last:border-b-0"
              key={criterion.id}
            >
              <span className="text-ui">{criterionWords(criterion, graph.unit)}</span>
              {graph.mayManage && (
                <Button size="sm" variant="quiet" onPress={() => setOpen(criterion)}>
                  Change
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open !== null && (
        <CriterionDialog criterion={open === "new" ? null : open} graph={graph} onClose={() => setOpen(null)} />
      )}
    </Section>
  );
};
