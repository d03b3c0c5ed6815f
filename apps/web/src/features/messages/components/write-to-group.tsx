import { fill } from "@handrail/domain/communications/template";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { Skeleton } from "@handrail/ui/skeleton";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { JobProgress } from "../../jobs/components/job-progress.tsx";
import { useTemplates } from "../queries.ts";
import { channelWords } from "../words.ts";

export type WriteToGroupProps = {
  intervention: { readonly id: string; readonly name: string };
  onClose: () => void;
};

/** Writes to the family of everyone who takes part, and shows how far that is. It goes on when the sheet is closed. */
export const WriteToGroup = ({ intervention, onClose }: WriteToGroupProps) => {
  const { name: staff, tenantName: school } = useMe();
  const { data, error } = useTemplates();
  const [templateId, setTemplateId] = useState("");
  const [mutationId] = useState(newId);
  const template = data?.templates.find(({ id }) => id === templateId);
  const values = { intervention: intervention.name, staff, school };
  const write = useMutation({
    mutationFn: () =>
      client.communications.writeToGroup.mutate({ mutationId, interventionId: intervention.id, templateId }),
  });
  const problem = write.error === null ? null : problemOf(write.error);
  return (
    <Sheet
      isOpen
      footer={
        write.data === undefined ? (
          <Button
            isDisabled={template === undefined}
            isPending={write.isPending}
            variant="primary"
            onPress={() => write.mutate()}
          >
            Write to all
          </Button>
        ) : (
          <Button onPress={onClose}>Close</Button>
        )
      }
      title="Write to all families"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {error !== null && <p role="alert">{problemOf(error).message}</p>}
      {data === undefined && error === null && <Skeleton className="h-24 w-full" />}
      {data !== undefined && write.data === undefined && (
        <div className="flex flex-col gap-4">
          <p>
            One message for each student who takes part now and is a student of yours, to the first contact of the
            family. Who has not agreed to be contacted gets none; the list of messages says so.
          </p>
          <Select
            error={problem?.fields["templateId"]}
            label="Template"
            options={data.templates.map(({ id, name, channel }) => ({
              value: id as string,
              label: `${name} (${channelWords[channel]})`,
            }))}
            placeholder="Choose a template"
            value={templateId}
            onChange={setTemplateId}
          />
          {template !== undefined && (
            <section aria-label="Preview" className="border-line rounded-card flex flex-col gap-2 border p-4">
              {template.subject !== "" && <p className="font-semibold">{fill(template.subject, values)}</p>}
              <p className="break-words whitespace-pre-wrap">{fill(template.body, values)}</p>
              <p className="text-meta text-ink-2">What stands in braces is put in for each family when it leaves.</p>
            </section>
          )}
          {problem !== null && problem.fields["templateId"] === undefined && <p role="alert">{problem.message}</p>}
        </div>
      )}
      {write.data !== undefined && (
        <div className="flex flex-col gap-3">
          <p>
            {write.data.families === 1 ? "One family." : `${write.data.families} families.`} You can close this: it goes
            on.
          </p>
          <JobProgress jobId={write.data.jobId} />
        </div>
      )}
    </Sheet>
  );
};
