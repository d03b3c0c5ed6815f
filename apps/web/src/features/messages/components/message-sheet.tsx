import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { Skeleton } from "@handrail/ui/skeleton";
import type { ReactNode } from "react";

import { problemOf } from "../../../lib/api.ts";
import type { useTemplates } from "../queries.ts";
import { channelWords } from "../words.ts";

export interface MessageSheetProps {
  readonly title: string;
  readonly verb: string;
  readonly canSend: boolean;
  readonly isSending: boolean;
  /** What is to be chosen; null while it is asked for. */
  readonly form: ReactNode;
  /** What came of it; null until then. */
  readonly result: ReactNode;
  /** Why there is nothing to choose from. */
  readonly error: unknown;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** The sheet in which a message is written: a form with one verb, then what came of it. */
export const MessageSheet = ({
  title,
  verb,
  canSend,
  isSending,
  form,
  result,
  error,
  onSend,
  onClose,
}: MessageSheetProps) => (
  <Sheet
    isOpen
    footer={
      result === null ? (
        <Button isDisabled={!canSend} isPending={isSending} variant="primary" onPress={onSend}>
          {verb}
        </Button>
      ) : (
        <Button onPress={onClose}>Close</Button>
      )
    }
    title={title}
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose();
    }}
  >
    {error !== null && <p role="alert">{problemOf(error).message}</p>}
    {form === null && error === null && <Skeleton className="h-24 w-full" />}
    {result ?? (form !== null && <div className="flex flex-col gap-4">{form}</div>)}
  </Sheet>
);

type Templates = NonNullable<ReturnType<typeof useTemplates>["data"]>["templates"];

export interface TemplateFieldProps {
  readonly templates: readonly Pick<Templates[number], "id" | "name" | "channel">[];
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (templateId: string) => void;
}

export const TemplateField = ({ templates, value, error, onChange }: TemplateFieldProps) => (
  <Select
    error={error}
    label="Template"
    options={templates.map(({ id, name, channel }) => ({
      value: id as string,
      label: `${name} (${channelWords[channel]})`,
    }))}
    placeholder="Choose a template"
    value={value}
    onChange={onChange}
  />
);

export interface PreviewProps {
  readonly subject: string;
  readonly body: string;
  /** What the words do not show yet. */
  readonly note: string;
  readonly children?: ReactNode;
}

/** The words as they will leave. */
export const Preview = ({ subject, body, note, children }: PreviewProps) => (
  <section aria-label="Preview" className="border-line rounded-card flex flex-col gap-2 border p-4">
    {subject !== "" && <p className="font-semibold">{subject}</p>}
    <p className="break-words whitespace-pre-wrap">{body}</p>
    {children}
    <p className="text-meta text-ink-2">{note}</p>
  </section>
);
