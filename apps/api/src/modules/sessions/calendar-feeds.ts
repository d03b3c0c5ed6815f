import { createHash } from "node:crypto";

import { rawStatement } from "@handrail/db/statement";
import { CalendarFeedChanged } from "@handrail/domain/sessions/events";
import type { CalendarFeed, EndFeedInput, MakeFeedInput } from "@handrail/domain/sessions/feed-schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done, type CommandContext } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";

const mine = sql`f.tenant_id = (select app.tenant_id()) and f.user_id = (select app.user_id()) and f.ended_at is null`;

const feedRows = rawStatement<object, CalendarFeed>()(sql`
  select f.id, f.scope, f.kind, f.created_at as "createdAt", f.last_used_at as "lastUsedAt"
    from calendar_feeds f where ${mine} order by f.created_at desc limit 50`);

const lockPerson = rawStatement<object, object>()(
  sql`select pg_advisory_xact_lock(hashtextextended('feeds ' || app.user_id()::text, 0))`,
);

const feedForChange = rawStatement<{ feedId: string }, { scope: string }>()(sql`
  select f.scope from calendar_feeds f where ${mine} and f.id = ${sql.placeholder("feedId")}::uuid for update of f`);

const insertFeed = rawStatement<{ id: string; scope: string; kind: string | null; tokenHash: Uint8Array }>()(sql`
  insert into calendar_feeds (tenant_id, id, user_id, scope, kind, token_hash)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, app.user_id(), ${sql.placeholder("scope")},
    ${sql.placeholder("kind")}, ${sql.placeholder("tokenHash")}::bytea)`);

const endOne = rawStatement<{ feedId: string }>()(sql`
  update calendar_feeds set ended_at = now(), updated_at = now()
   where tenant_id = app.tenant_id() and user_id = app.user_id() and id = ${sql.placeholder("feedId")}::uuid`);

const mostFeeds = 10;

/** The calendar addresses that this person has. Only hashes of their secrets are kept. */
export const calendarFeeds = async (scope: Scope): Promise<CalendarFeed[]> => {
  const { rows } = await read(scope, feedRows({}));
  return rows[0].map((feed) => ({
    ...feed,
    createdAt: new Date(feed.createdAt).toISOString(),
    lastUsedAt: feed.lastUsedAt === null ? null : new Date(feed.lastUsedAt).toISOString(),
  }));
};

type FeedTokenOf = (feedId: string) => string;

const insertFeedCommand = (tokenOf: FeedTokenOf) =>
  command({
    name: "sessions.makeFeed",
    facts: (_input: z.infer<typeof MakeFeedInput>) => [lockPerson({}), feedRows({})],
    decide: (tx, { scope, kind }, [, feeds]) => {
      if (feeds.length >= mostFeeds)
        throw no("INVALID_INPUT", `You have ${mostFeeds} calendar addresses. End one that is not in use.`);
      const id = newId();
      const tokenHash = createHash("sha256").update(tokenOf(id)).digest();
      tx.write(insertFeed({ id, scope, kind, tokenHash }));
      return done({ feedId: id }, [
        emit(CalendarFeedChanged, {
          aggregateId: id,
          version: 1,
          payload: { feedId: id, by: tx.actor.userId, change: "made" },
          audit: [{ entityType: "calendar_feed", entityId: id, before: null, after: { scope, kind } }],
        }),
      ]);
    },
  });

/**
 * A calendar address. Its secret follows from the id and a key of the server: the answer that is kept for a repeated
 * request holds the id alone, and the same request still gets the same secret.
 */
export const makeFeed = async (
  context: CommandContext & { readonly feedTokenOf: FeedTokenOf },
  input: z.infer<typeof MakeFeedInput>,
): Promise<{ feedId: string; token: string }> => {
  const { feedId } = await insertFeedCommand(context.feedTokenOf)(context, input);
  return { feedId, token: context.feedTokenOf(feedId) };
};

/** Whoever still has the address gets nothing from it any more. */
export const endFeed = command({
  name: "sessions.endFeed",
  facts: (input: z.infer<typeof EndFeedInput>) => [feedForChange(input)],
  decide: (tx, { feedId }, [[feed]]) => {
    if (feed === undefined) throw no("NOT_FOUND", "There is no such calendar address of yours.");
    tx.write(endOne({ feedId }));
    return done({ feedId }, [
      emit(CalendarFeedChanged, {
        aggregateId: feedId,
        version: 2,
        payload: { feedId, by: tx.actor.userId, change: "ended" },
        audit: [{ entityType: "calendar_feed", entityId: feedId, before: { scope: feed.scope }, after: null }],
      }),
    ]);
  },
});
