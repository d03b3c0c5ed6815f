import { fill } from "@handrail/domain/communications/template";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { JobProgress } from "../../jobs/components/job-progress.tsx";
import { useGroupFamilies, useTemplates } from "../queries.ts";
import { GroupCounts } from "./group-counts.tsx";
import { MessageSheet, Preview, TemplateField } from "./message-sheet.tsx";

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
  const { data: counts } = useGroupFamilies(intervention.id, template === undefined ? "" : templateId);
  const values = { intervention: intervention.name, staff, school };
  const write = useMutation({
    mutationFn: () =>
      client.communications.writeToGroup.mutate({ mutationId, interventionId: intervention.id, templateId }),
  });
  const problem = write.error === null ? null : problemOf(write.error);
  const form = data !== undefined && (
    <>
      <p>
        One message for each student who takes part now and is a student of yours, to the first contact of the family.
      </p>
      <TemplateField
        error={problem?.fields["templateId"]}
        templates={data.templates}
        value={templateId}
        onChange={setTemplateId}
      />
      {counts !== undefined && <GroupCounts counts={counts} />}
      {template !== undefined && (
        <Preview
          body={fill(template.body, values)}
          note="The parts in braces are filled in for each family when the message is sent."
          subject={fill(template.subject, values)}
        />
      )}
      {problem !== null && problem.fields["templateId"] === undefined && <p role="alert">{problem.message}</p>}
    </>
  );
  const result = write.data !== undefined && (
    <div className="flex flex-col gap-3">
      <p>
        {write.data.families === 1 ? "One family." : `${write.data.families} families.`} You can close this. Sending
        continues.
      </p>
      <JobProgress jobId={write.data.jobId} />
    </div>
  );
  return (
    <MessageSheet
      canSend={template !== undefined && counts !== undefined && counts.families > counts.withoutContact}
      error={error}
      form={form || null}
      isSending={write.isPending}
      result={result || null}
      title="Write to all families"
      verb="Write to all"
      onClose={onClose}
      onSend={() => write.mutate()}
    />
  );
};
