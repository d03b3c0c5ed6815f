import { criterionWords } from "@handrail/domain/progress/criteria";
import type { CriterionRow } from "@handrail/domain/progress/exit-schema";
import type { Graph } from "@handrail/domain/progress/graph-schema";
import { Button } from "@handrail/ui/button";
import { useState } from "react";

import { Section } from "../../interventions/components/section.tsx";
import { CriterionDialog } from "./criterion-dialog.tsx";

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
      note="An exit is recommended when all of these are met. A person decides."
      title="Exit criteria"
    >
      {graph.criteria.length === 0 ? (
        <p className="text-ui text-ink-2">No exit rule is set, so no exit will be recommended.</p>
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
