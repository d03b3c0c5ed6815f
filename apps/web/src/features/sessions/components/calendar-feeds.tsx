import type { CalendarFeed, FeedScope } from "@handrail/domain/sessions/feed-schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { moment } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { Section } from "../../interventions/components/section.tsx";
import { NewAddress } from "./new-address.tsx";

const scopeWords: Readonly<Record<FeedScope, string>> = {
  facilitating: "Sessions I lead",
  team: "Sessions I lead and those of my teams",
};
const scopes = (Object.keys(scopeWords) as FeedScope[]).map((value) => ({ value, label: scopeWords[value] }));

const Feed = ({ feed, onEnded }: { feed: CalendarFeed; onEnded: () => void }) => {
  const { zone } = useMe();
  const end = useMutation(api.sessions.endFeed.mutationOptions());
  const now = useNow();
  const used = feed.lastUsedAt === null ? "not used yet" : `last used ${moment(zone, feed.lastUsedAt, now)}`;
  const stop = (): void =>
    end.mutate(
      { mutationId: newId(), feedId: feed.id },
      {
        onSuccess: () => toast({ message: "Address ended.", tone: "done" }),
        onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
        onSettled: onEnded,
      },
    );
  return (
    <li className="border-line flex flex-wrap items-center justify-between gap-2 border-b px-4 py-3 last:border-b-0">
      <span>
        {scopeWords[feed.scope]}
        <span className="text-meta text-ink-2 block">
          Made {moment(zone, feed.createdAt, now)}, {used}
        </span>
      </span>
      <Button isPending={end.isPending} size="sm" variant="danger" onPress={stop}>
        End<span className="sr-only"> this address: {scopeWords[feed.scope]}</span>
      </Button>
    </li>
  );
};

/** Addresses for calendars: made, copied once, ended. */
export const CalendarFeeds = () => {
  const feeds = useQuery(api.sessions.calendarFeeds.queryOptions());
  // What it answers holds the address's secret: it is shown once and must not stay in the page's memory.
  const make = useMutation(api.sessions.makeFeed.mutationOptions({ gcTime: 0 }));
  const [scope, setScope] = useState<FeedScope>("facilitating");
  const [address, setAddress] = useState<string | null>(null);
  const refetch = (): void => void feeds.refetch();
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    make.mutate(
      { mutationId: newId(), scope, kind: null },
      { onSuccess: ({ token }) => setAddress(`${location.origin}/calendar/${token}.ics`), onSettled: refetch },
    );
  };
  return (
    <div className="flex max-w-2xl flex-col gap-8">
      <Section
        note="Whoever has the address can see these sessions. End it when you no longer use it."
        title="New address"
      >
        <form className="flex flex-col gap-3" onSubmit={send}>
          <Select label="What it shows" options={scopes} value={scope} onChange={setScope} />
          {make.error !== null && <FormProblem>{problemOf(make.error).message}</FormProblem>}
          <Button className="self-start" isPending={make.isPending} type="submit" variant="primary">
            Make an address
          </Button>
        </form>
        {address !== null && <NewAddress address={address} onDone={() => setAddress(null)} />}
      </Section>
      <Section title="Your addresses">
        {feeds.data === undefined ? (
          feeds.error === null ? (
            <SkeletonRows label="Your addresses are loading" rows={2} />
          ) : (
            <FormProblem>{problemOf(feeds.error).message}</FormProblem>
          )
        ) : feeds.data.length === 0 ? (
          <p className="text-ui text-ink-2">None.</p>
        ) : (
          <ul className="rounded-card border-line bg-surface border" role="list">
            {feeds.data.map((feed) => (
              <Feed feed={feed} key={feed.id} onEnded={refetch} />
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
};
