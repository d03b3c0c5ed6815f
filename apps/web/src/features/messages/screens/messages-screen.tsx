import { Channel, MessageStatus, type Template } from "@handrail/domain/communications/schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { Select } from "@handrail/ui/select";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useMemo, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useWatch } from "../../../realtime/hooks.ts";
import { Page } from "../../../shell/page.tsx";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { MessageList } from "../components/message-list.tsx";
import { OpenedMessage } from "../components/opened-message.tsx";
import { TemplateSheet } from "../components/template-sheet.tsx";
import { type MessageFilter, refreshMessages, useMessages, useTemplates } from "../queries.ts";
import { channelWords, statusWords } from "../words.ts";

const withAny = <V extends string>(any: string, options: readonly V[], words: Readonly<Record<V, string>>) => [
  { value: "any" as const, label: any },
  ...options.map((value) => ({ value, label: words[value] })),
];

const Filters = ({ filter, onChange }: { filter: MessageFilter; onChange: (filter: MessageFilter) => void }) => {
  const { status: _status, ...withoutStatus } = filter;
  const { channel: _channel, ...withoutChannel } = filter;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Select
        label="Status"
        options={withAny("Any status", MessageStatus.options, statusWords)}
        value={filter.status ?? "any"}
        onChange={(status) => onChange(status === "any" ? withoutStatus : { ...filter, status })}
      />
      <Select
        label="Sent as"
        options={withAny("Any way", Channel.options, channelWords)}
        value={filter.channel ?? "any"}
        onChange={(channel) => onChange(channel === "any" ? withoutChannel : { ...filter, channel })}
      />
      <Checkbox isSelected={filter.inMailbox === true} onChange={(inMailbox) => onChange({ ...filter, inMailbox })}>
        In the mailbox of this server
      </Checkbox>
    </div>
  );
};

const TemplateSection = () => {
  const { data } = useTemplates();
  const [edited, setEdited] = useState<Template | null | undefined>(undefined);
  if (data === undefined) return null;
  return (
    <section aria-labelledby="templates" className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-section font-semibold" id="templates">
          Templates
        </h2>
        {data.mayManage && (
          <Button size="sm" onPress={() => setEdited(null)}>
            New template
          </Button>
        )}
      </div>
      <ul className="border-line divide-line divide-y border-y" role="list">
        {data.templates.map((template) => (
          <li className="flex items-center justify-between gap-3 py-2" key={template.id}>
            <span>
              {template.name} <span className="text-meta text-ink-2">{channelWords[template.channel]}</span>
            </span>
            {data.mayManage && (
              <Button
                aria-label={`Change ${template.name}`}
                size="sm"
                variant="quiet"
                onPress={() => setEdited(template)}
              >
                Change
              </Button>
            )}
          </li>
        ))}
      </ul>
      {edited !== undefined && <TemplateSheet template={edited} onClose={() => setEdited(undefined)} />}
    </section>
  );
};

const watched = { kind: "list", topic: "messages" } as const;

/** What was sent to families, what became of it, and the words to send. */
export const MessagesScreen = () => {
  const [filter, setFilter] = useState<MessageFilter>({});
  const [opened, setOpened] = useState<string | null>(null);
  const list = useMessages(filter);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const names = useStudentNames(
    useMemo(() => [...new Set(rows.map(({ studentId }) => studentId))], [rows]),
    "work",
  );
  useWatch(watched, { stale: refreshMessages, heard: refreshMessages });
  return (
    <Page meta="Sent to families" title="Messages">
      <Filters filter={filter} onChange={setFilter} />
      {list.data === undefined ? (
        list.error === null ? (
          <SkeletonRows label="The messages are loading" rows={6} />
        ) : (
          <ErrorState
            isRetrying={list.isFetching}
            safe={problemOf(list.error).message}
            title="The messages did not load"
            onRetry={() => void list.refetch()}
          />
        )
      ) : rows.length === 0 ? (
        <EmptyState action={<Button onPress={() => setFilter({})}>Show all</Button>} title="No messages here">
          Messages are written from the page of a student.
        </EmptyState>
      ) : (
        <>
          <MessageList names={names} rows={rows} onOpen={setOpened} />
          {list.hasNextPage && (
            <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
              Show more
            </Button>
          )}
        </>
      )}
      <TemplateSection />
      {opened !== null && <OpenedMessage messageId={opened} onClose={() => setOpened(null)} />}
    </Page>
  );
};
