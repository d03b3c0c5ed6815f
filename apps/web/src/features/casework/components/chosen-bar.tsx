import type { CaseRow } from "@handrail/domain/casework/case-schema";
import { canMove, statusWords } from "@handrail/domain/casework/machine";
import type { CaseStatus } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { Menu } from "@handrail/ui/menu";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";

import { api, client, newId, queryClient } from "../../../lib/api.ts";
import { count } from "../words.ts";

/** Closing asks how each was resolved, and escalating asks whom: those are done one by one. */
const together: readonly CaseStatus[] = ["monitoring", "improving", "not_improving"];

const moveAll = async (rows: readonly CaseRow[], status: CaseStatus): Promise<{ moved: number; kept: number }> => {
  const can = rows.filter((one) => one.status !== status && canMove(one.status, status).allowed);
  const answers = await Promise.allSettled(
    can.map(({ id, version }) =>
      client.casework.changeStatus.mutate({ mutationId: newId(), caseId: id, version, status }),
    ),
  );
  const moved = answers.filter((one) => one.status === "fulfilled").length;
  return { moved, kept: rows.length - moved };
};

/** What can be done with several cases at once. */
export const ChosenBar = ({ rows, onDone }: { rows: readonly CaseRow[]; onDone: () => void }) => {
  const move = useMutation({
    mutationFn: (status: CaseStatus) => moveAll(rows, status),
    onSuccess: ({ moved, kept }, status) => {
      toast({
        message: `${count(moved, "case", "cases")} moved to ${statusWords[status]}${kept > 0 ? `; ${kept} stayed as they were` : ""}.`,
        tone: kept > 0 ? "plain" : "done",
      });
      onDone();
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
  });
  return (
    <div
      aria-label="Chosen cases"
      className="rounded-card border-line bg-surface shadow-overlay sticky bottom-4 z-10 flex flex-wrap items-center gap-3 self-center border px-4 py-2"
      role="group"
    >
      <span className="text-ui" role="status">
        {count(rows.length, "case", "cases")} chosen
      </span>
      <Menu
        items={together.map((status) => ({
          id: status,
          label: statusWords[status],
          onAction: () => move.mutate(status),
        }))}
        label="Move the chosen cases"
        placement="top start"
        trigger={
          <Button isPending={move.isPending} size="sm">
            Move to…
          </Button>
        }
      />
      <Button size="sm" variant="quiet" onPress={onDone}>
        Choose none
      </Button>
    </div>
  );
};
