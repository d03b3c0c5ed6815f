import { Channel, type Template, Variable } from "@handrail/domain/communications/schema";
import { canBeTemplate, fill } from "@handrail/domain/communications/template";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { TextArea, TextField } from "@handrail/ui/text-field";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { refreshMessages } from "../queries.ts";
import { channelWords } from "../words.ts";
import { SmsParts } from "./sms-parts.tsx";

const examples = {
  guardian: "Ms Example",
  student: "Sam",
  school: "the school",
  staff: "your name",
  date: "Monday 1 June",
  intervention: "Reading group",
  session: "Tuesday 2 June, 10:00",
};

/** Writes a template; what is wrong in it is named with its place while it is written. */
export const TemplateSheet = ({ template, onClose }: { template: Template | null; onClose: () => void }) => {
  const [name, setName] = useState(template?.name ?? "");
  const [channel, setChannel] = useState<Channel>(template?.channel ?? "email");
  const [subject, setSubject] = useState(template?.subject ?? "");
  const [body, setBody] = useState(template?.body ?? "");
  const verdict = canBeTemplate({ channel, subject, body });
  const refusal = verdict.allowed ? undefined : verdict.refusal;
  const save = useMutation({
    mutationFn: () =>
      client.communications.saveTemplate.mutate({
        mutationId: newId(),
        line: template === null ? null : { lineId: template.lineId, version: template.version },
        name,
        channel,
        subject,
        body,
      }),
    onSuccess: () => {
      refreshMessages();
      onClose();
    },
  });
  return (
    <Sheet
      isOpen
      footer={
        <Button
          isDisabled={name === "" || body === "" || refusal !== undefined}
          isPending={save.isPending}
          variant="primary"
          onPress={() => save.mutate()}
        >
          Save
        </Button>
      }
      title={template === null ? "New template" : "Change the template"}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <div className="flex flex-col gap-4">
        <TextField label="Name" maxLength={80} value={name} onChange={setName} />
        <Select
          label="Sent as"
          options={Channel.options.map((value) => ({ value, label: channelWords[value] }))}
          value={channel}
          onChange={setChannel}
        />
        {channel !== "sms" && (
          <TextField
            error={body !== "" && refusal?.field === "subject" ? refusal.message : undefined}
            label="Subject"
            maxLength={150}
            value={subject}
            onChange={setSubject}
          />
        )}
        <TextArea
          description={`Variables: ${Variable.options.map((variable) => `{{${variable}}}`).join(" ")}`}
          error={refusal?.field === "body" ? refusal.message : undefined}
          label="Words"
          rows={8}
          value={body}
          onChange={setBody}
        />
        <section aria-label="Preview" className="border-line rounded-card flex flex-col gap-2 border p-4">
          {subject !== "" && <p className="font-semibold">{fill(subject, examples)}</p>}
          <p className="break-words whitespace-pre-wrap">{fill(body, examples)}</p>
          {channel === "sms" && <SmsParts text={fill(body, examples)} />}
        </section>
        {save.error !== null && <p role="alert">{problemOf(save.error).message}</p>}
      </div>
    </Sheet>
  );
};
