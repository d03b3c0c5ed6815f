import type { CaseViews } from "@handrail/domain/casework/recorder-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { IconButton } from "@handrail/ui/icon-button";
import { TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import type { CaseFilter } from "../queries.ts";

type View = CaseViews[number];

export type SavedViewsProps = { filter: CaseFilter; onOpen: (filter: View["filters"]) => void };

const again = (): void => void queryClient.invalidateQueries({ queryKey: api.casework.views.pathKey() });

const Name = ({ filter, onClose }: { filter: CaseFilter; onClose: () => void }) => {
  const form = useId();
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const save = useMutation(api.casework.saveView.mutationOptions());
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (name.trim() === "") {
      setError("Name it, so that you find it again.");
      return;
    }
    const { studentId: _, ...filters } = filter;
    save.mutate(
      { mutationId: newId(), viewId: newId(), name, filters },
      { onSuccess: onClose, onError: (problem) => setError(problemOf(problem).message), onSettled: again },
    );
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={save.isPending} type="submit" variant="primary">
            Save view
          </Button>
        </>
      }
      isOpen
      size="sm"
      title="Save these filters as a view"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form id={form} noValidate onSubmit={send}>
        <TextField error={error} label="Name" maxLength={60} value={name} onChange={setName} />
      </form>
    </Dialog>
  );
};

/** One's own filters of the list, by name. */
export const SavedViews = ({ filter, onOpen }: SavedViewsProps) => {
  const [isNaming, setNaming] = useState(false);
  const views = useQuery(api.casework.views.queryOptions());
  const drop = useMutation(api.casework.dropView.mutationOptions());
  const hasFilter = Object.keys(filter).some(
    (key) => key !== "scope" && key !== "studentId" && (key !== "status" || filter.status !== "active"),
  );
  return (
    <div aria-label="Views" className="flex flex-wrap items-center gap-1.5 empty:hidden print:hidden" role="group">
      {(views.data ?? []).map((view) => (
        <span className="border-line rounded-control inline-flex items-center border" key={view.id}>
          <Button size="sm" variant="quiet" onPress={() => onOpen(view.filters)}>
            {view.name}
          </Button>
          <IconButton
            icon={<X aria-hidden="true" size={14} />}
            label={`Remove the view ${view.name}`}
            size="sm"
            tooltip={false}
            onPress={() =>
              drop.mutate(
                { mutationId: newId(), viewId: view.id },
                {
                  onError: (problem) => toast({ message: problemOf(problem).message, tone: "problem" }),
                  onSettled: again,
                },
              )
            }
          />
        </span>
      ))}
      {hasFilter && (
        <Button size="sm" variant="quiet" onPress={() => setNaming(true)}>
          Save as a view
        </Button>
      )}
      {isNaming && <Name filter={filter} onClose={() => setNaming(false)} />}
    </div>
  );
};
