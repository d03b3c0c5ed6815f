import type { Template } from "@handrail/domain/communications/schema";
import { Button } from "@handrail/ui/button";
import { toast } from "@handrail/ui/toast";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { useMutation } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { refreshMessages, useTemplates } from "../queries.ts";
import { channelWords } from "../words.ts";

const TemplateSheet = lazy(async () => ({ default: (await import("./template-sheet.tsx")).TemplateSheet }));

type Line = Pick<Template, "lineId" | "version">;

const tellProblem = (error: unknown): void => void toast({ message: problemOf(error).message, tone: "problem" });

const useMoves = () => {
  const restore = useMutation({
    mutationFn: ({ lineId, version }: Line) =>
      client.communications.restoreTemplate.mutate({ mutationId: newId(), lineId, version }),
    onSuccess: () => toast({ message: "In use again.", tone: "done" }),
    onError: tellProblem,
    onSettled: refreshMessages,
  });
  const retire = useMutation({
    mutationFn: ({ lineId, version }: Line) =>
      client.communications.retireTemplate.mutate({ mutationId: newId(), lineId, version }),
    onSuccess: (_saved, line) =>
      toast({
        message: "Retired. Messages that were sent with it keep it.",
        tone: "done",
        action: { label: "Undo", onPress: () => restore.mutate(line) },
      }),
    onError: tellProblem,
    onSettled: refreshMessages,
  });
  return { retire, restore };
};

const List = ({
  label,
  templates,
  verbs,
}: {
  label: string;
  templates: readonly Template[];
  verbs: (one: Template) => ReactNode;
}) => (
  <ul aria-label={label} className="border-line divide-line divide-y border-y" role="list">
    {templates.map((template) => (
      <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2" key={template.id}>
        <span className="min-w-0 break-words">
          {template.name} <span className="text-meta text-ink-2">{channelWords[template.channel]}</span>
        </span>
        <span className="flex gap-1">{verbs(template)}</span>
      </li>
    ))}
  </ul>
);

/** The words to send: written, changed, taken out of use and brought back by those who may. */
export const TemplateSection = () => {
  const { data } = useTemplates();
  const [edited, setEdited] = useState<Template | null | undefined>(undefined);
  const { retire, restore } = useMoves();
  const mayManage = data?.mayManage ?? false;
  useShortcuts({ n: () => setEdited(null) }, { isDisabled: !mayManage || edited !== undefined });
  if (data === undefined) return null;
  return (
    <section aria-labelledby="templates" className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-section font-semibold" id="templates">
          Templates
        </h2>
        {mayManage && (
          <Button shortcut="n" size="sm" onPress={() => setEdited(null)}>
            New template
          </Button>
        )}
      </div>
      <List
        label="Templates in use"
        templates={data.templates}
        verbs={(template) =>
          mayManage && (
            <>
              <Button
                aria-label={`Change ${template.name}`}
                size="sm"
                variant="quiet"
                onPress={() => setEdited(template)}
              >
                Change
              </Button>
              <Button
                aria-label={`Retire ${template.name}`}
                size="sm"
                variant="quiet"
                onPress={() => retire.mutate(template)}
              >
                Retire
              </Button>
            </>
          )
        }
      />
      {data.retired.length > 0 && (
        <details>
          <summary className="text-ui text-ink-2 cursor-pointer">Out of use ({data.retired.length})</summary>
          <List
            label="Templates out of use"
            templates={data.retired}
            verbs={(template) => (
              <Button
                aria-label={`Bring back ${template.name}`}
                size="sm"
                variant="quiet"
                onPress={() => restore.mutate(template)}
              >
                Bring back
              </Button>
            )}
          />
        </details>
      )}
      <Suspense>
        {edited !== undefined && <TemplateSheet template={edited} onClose={() => setEdited(undefined)} />}
      </Suspense>
    </section>
  );
};
