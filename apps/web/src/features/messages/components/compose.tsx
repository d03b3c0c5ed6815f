import { canBeFilled, fill } from "@handrail/domain/communications/template";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { Skeleton } from "@handrail/ui/skeleton";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { type About, refreshMessages, useCompose } from "../queries.ts";
import { channelWords, statusWords } from "../words.ts";
import { SmsParts } from "./sms-parts.tsx";

export type ComposeProps = { about: About; onClose: () => void };

/** Writes to the family of a student: whom, with which template, and the words as they will leave. */
export const Compose = ({ about, onClose }: ComposeProps) => {
  const { studentId } = about;
  const { data, error } = useCompose(about);
  const [templateId, setTemplateId] = useState("");
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [mutationId] = useState(newId);
  const names = useStudentNames(
    useMemo(() => [studentId], [studentId]),
    "letter",
  );
  const open = data?.guardians.filter(({ held }) => held === null) ?? [];
  const guardianIds = chosen ?? open.filter(({ isPrimary }) => isPrimary).map(({ guardianId }) => guardianId);
  const template = data?.templates.find(({ id }) => id === templateId);
  const values = { ...data?.values, student: names.calledOf(studentId) ?? data?.displayCode ?? null };
  const verdict = template && canBeFilled(`${template.subject}\n${template.body}`, values);
  const refusal = verdict?.allowed === false ? verdict.refusal.message : undefined;
  const send = useMutation({
    mutationFn: () =>
      client.communications.send.mutate({ mutationId, ...about, templateId, guardianIds: [...guardianIds] }),
    onSuccess: refreshMessages,
  });
  const canSend = template !== undefined && refusal === undefined && guardianIds.length > 0;
  return (
    <Sheet
      isOpen
      footer={
        send.data === undefined ? (
          <Button isDisabled={!canSend} isPending={send.isPending} variant="primary" onPress={() => send.mutate()}>
            Send
          </Button>
        ) : (
          <Button onPress={onClose}>Close</Button>
        )
      }
      title="Write to the family"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {error !== null && <p role="alert">{problemOf(error).message}</p>}
      {data === undefined && error === null && <Skeleton className="h-24 w-full" />}
      {data !== undefined && send.data === undefined && (
        <div className="flex flex-col gap-4">
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
          <Select
            error={refusal}
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
              {template.channel === "sms" && <SmsParts text={fill(template.body, values)} />}
              <p className="text-meta text-ink-2">The guardian’s name is put in when it leaves.</p>
            </section>
          )}
          {send.error !== null && <p role="alert">{problemOf(send.error).message}</p>}
        </div>
      )}
      {send.data !== undefined && (
        <ul aria-live="polite" className="flex flex-col gap-2" role="list">
          {send.data.messages.map(({ messageId, status, reason }) => (
            <li key={messageId}>{reason ?? statusWords[status]}</li>
          ))}
        </ul>
      )}
    </Sheet>
  );
};
