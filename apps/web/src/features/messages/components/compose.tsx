import { canBeFilled, fill } from "@handrail/domain/communications/template";
import { Checkbox } from "@handrail/ui/checkbox";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { usePreferredName } from "../../students/components/use-preferred-name.ts";
import { type About, refreshMessages, useCompose } from "../queries.ts";
import { statusWords } from "../words.ts";
import { MessageSheet, Preview, TemplateField } from "./message-sheet.tsx";
import { SentToday } from "./sent-today.tsx";
import { SmsParts } from "./sms-parts.tsx";

export type ComposeProps = { about: About; onClose: () => void };

/** Writes to the family of a student: whom, with which template, and the words as they will leave. */
export const Compose = ({ about, onClose }: ComposeProps) => {
  const { studentId } = about;
  const { data, error } = useCompose(about);
  const [templateId, setTemplateId] = useState("");
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [mutationId] = useState(newId);
  const name = usePreferredName(studentId);
  const open = data?.guardians.filter(({ held }) => held === null) ?? [];
  const guardianIds = chosen ?? open.filter(({ isPrimary }) => isPrimary).map(({ guardianId }) => guardianId);
  const template = data?.templates.find(({ id }) => id === templateId);
  const values = { ...data?.values, student: name ?? data?.displayCode ?? null };
  const verdict = template && canBeFilled(`${template.subject}\n${template.body}`, values);
  const refusal = verdict?.allowed === false ? verdict.refusal.message : undefined;
  const send = useMutation({
    mutationFn: () =>
      client.communications.send.mutate({ mutationId, ...about, templateId, guardianIds: [...guardianIds] }),
    onSuccess: refreshMessages,
  });
  const whom = name ?? data?.displayCode ?? "";
  const form = data !== undefined && (
    <>
      <p>
        About <strong>{whom}</strong>
      </p>
      <fieldset className="flex flex-col gap-1">
        <legend className="font-semibold">To</legend>
        {data.guardians.length === 0 && <p className="text-meta text-ink-2">No guardians on file.</p>}
        {data.guardians.map(({ guardianId, relationship, isPrimary, held }) => (
          <Checkbox
            description={held ?? (isPrimary ? "First to call" : undefined)}
            isDisabled={held !== null}
            isSelected={guardianIds.includes(guardianId)}
            key={guardianId}
            onChange={(isSelected) =>
              setChosen(isSelected ? [...guardianIds, guardianId] : guardianIds.filter((id) => id !== guardianId))
            }
          >
            {relationship}
          </Checkbox>
        ))}
      </fieldset>
      <TemplateField error={refusal} templates={data.templates} value={templateId} onChange={setTemplateId} />
      {template !== undefined && (
        <Preview
          body={fill(template.body, values)}
          note="The guardian’s name is filled in when the message is sent."
          subject={fill(template.subject, values)}
        >
          {data.sentToday.includes(template.lineId) && <SentToday families={1} />}
          {template.channel === "sms" && <SmsParts text={fill(template.body, values)} />}
        </Preview>
      )}
      {send.error !== null && <p role="alert">{problemOf(send.error).message}</p>}
    </>
  );
  const result = send.data !== undefined && (
    <div aria-live="polite" className="flex flex-col gap-2">
      <p>
        To the family of <strong>{whom}</strong>
      </p>
      <ul className="flex flex-col gap-2" role="list">
        {send.data.messages.map(({ messageId, status, reason }) => (
          <li key={messageId}>{reason ?? statusWords[status]}</li>
        ))}
      </ul>
    </div>
  );
  return (
    <MessageSheet
      canSend={template !== undefined && refusal === undefined && guardianIds.length > 0}
      error={error}
      form={form || null}
      isSending={send.isPending}
      result={result || null}
      title="Write to the family"
      verb="Send"
      onClose={onClose}
      onSend={() => send.mutate()}
    />
  );
};
