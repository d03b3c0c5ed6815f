import { Channel, MessageStatus } from "@handrail/domain/communications/schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { FilterPanel } from "@handrail/ui/filter-panel";
import { Select } from "@handrail/ui/select";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { lazy, Suspense, useMemo, useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useWatch } from "../../../realtime/hooks.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { Page } from "../../../shell/page.tsx";
import { useRowKeys } from "../../sessions/components/use-row-keys.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { MessageList } from "../components/message-list.tsx";
import { TemplateSection } from "../components/template-section.tsx";
import { type MessageFilter, refreshMessages, useMessages } from "../queries.ts";
import { channelWords, statusWords } from "../words.ts";

const withAny = <V extends string>(any: string, options: readonly V[], words: Readonly<Record<V, string>>) => [
  { value: "any" as const, label: any },
  ...options.map((value) => ({ value, label: words[value] })),
];

const Filters = ({ filter, onChange }: { filter: MessageFilter; onChange: (filter: MessageFilter) => void }) => {
  const { status: _status, ...withoutStatus } = filter;
  const { channel: _channel, ...withoutChannel } = filter;
  return (
    <FilterPanel
      active={[filter.status, filter.channel, filter.inMailbox || undefined].filter((one) => one !== undefined).length}
    >
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
    </FilterPanel>
  );
};

const OpenedMessage = lazy(async () => ({
  default: (await import("../components/opened-message.tsx")).OpenedMessage,
}));

const keys: KeyList = {
  title: "Messages",
  rows: [
    { keys: ["j", "k"], does: "Go through the messages" },
    { keys: ["Enter"], does: "Open the student's page" },
    { keys: ["n"], does: "New template" },
  ],
};

const watched = { kind: "list", topic: "messages" } as const;

/** What was sent to families, what became of it, and the words to send. */
export const MessagesScreen = () => {
  useKeyList(keys);
  const shown = useRef<HTMLDivElement>(null);
  useRowKeys(shown);
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
          <div ref={shown}>
            <MessageList names={names} rows={rows} onOpen={setOpened} />
          </div>
          {list.hasNextPage && (
            <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
              Show more
            </Button>
          )}
        </>
      )}
      <TemplateSection />
      <Suspense>{opened !== null && <OpenedMessage messageId={opened} onClose={() => setOpened(null)} />}</Suspense>
    </Page>
  );
};
