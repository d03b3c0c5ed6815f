import type { Connection } from "@handrail/db/client";
import { rawStatement, type Bound } from "@handrail/db/statement";
import type { Actor } from "@handrail/domain/kernel/actor";
import { NamesRevealed } from "@handrail/domain/privacy/events";
import { canAskForNames, nameVerdict, type NameVerdict } from "@handrail/domain/privacy/policy";
import type { RevealPurpose } from "@handrail/domain/privacy/schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { auditRows, emit, insertAudit, insertOutbox, outboxRows, type EventRecord } from "../../kernel/record.ts";
import { insist } from "../../kernel/refused.ts";
import { acquireFor, admit, sendBegin, settled, type Scope } from "../../kernel/scope.ts";
import type { NameFactsRow } from "./name-facts.ts";

const person = sql`(select app.user_id())`;
const tenant = sql`(select app.tenant_id())`;
const purpose = sql`${sql.placeholder("purpose")}::text`;

/** One list of one person at a time: two tabs that open it together make one record. */
const lockReveal = rawStatement<{ list: string; purpose: RevealPurpose }>()(sql`
  select pg_advisory_xact_lock(hashtextextended('reveal ' || ${person} || ${sql.placeholder("list")}::text || ${purpose}, 0))`);

interface RevealOfDay {
  readonly day: string;
  readonly expiresAt: string;
  /** A record of today, one row for each; null in the only row when there is none. */
  readonly revealId: string | null;
  readonly contextId: string | null;
  readonly recorded: number;
}

/** The school's day and today's records. They last to the end of that day, and 12 hours for lists opened late. */
const revealsOfDay = rawStatement<{ purpose: RevealPurpose }, RevealOfDay>()(sql`
  with school as materialized (
    select (now() at time zone app.zone_of(id))::date as day, app.zone_of(id) as zone from tenants where id = ${tenant})
  select school.day::text as day,
    greatest((school.day + 1)::timestamp at time zone school.zone, now() + interval '12 hours')::text as "expiresAt",
    r.id as "revealId", r.context_id as "contextId",
    (select count(*)::int from reveal_subjects s where s.tenant_id = r.tenant_id and s.reveal_id = r.id) as recorded
    from school left join reveals r on r.tenant_id = ${tenant} and r.user_id = ${person} and r.purpose = ${purpose}
      and r.day = school.day`);

interface NewReveal {
  id: string;
  purpose: RevealPurpose;
  contextId: string;
  day: string;
  expiresAt: string;
}

const insertReveal = rawStatement<NewReveal>()(sql`
  insert into reveals (tenant_id, id, user_id, purpose, context_id, day, expires_at)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, app.user_id(), ${sql.placeholder("purpose")},
    ${sql.placeholder("contextId")}::uuid, ${sql.placeholder("day")}::date, ${sql.placeholder("expiresAt")}::timestamptz)`);

const insertSubjects = rawStatement<{ revealId: string; rows: string }>()(sql`
  insert into reveal_subjects (tenant_id, id, reveal_id, student_id, consent_id)
  select (select app.tenant_id()), r.id, ${sql.placeholder("revealId")}::uuid, r.student_id, r.consent_id
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, student_id uuid, consent_id uuid)`);

type Decided = Pick<NameFactsRow, "studentId" | "contextId" | "isRecorded"> &
  ({ readonly verdict: "shown"; readonly consentId: string } | { readonly verdict: Exclude<NameVerdict, "shown"> });

const decide = (actor: Actor, facts: NameFactsRow): Decided => {
  const { studentId, contextId, isRecorded, isRelated, consentId } = facts;
  const verdict = nameVerdict(actor, { isRelated, hasConsent: consentId !== null });
  const about = { studentId, contextId, isRecorded };
  if (verdict !== "shown") return { ...about, verdict };
  // The verdict asks for a consent: without one this line is never reached.
  return consentId === null ? { ...about, verdict: "no_consent" } : { ...about, verdict, consentId };
};

interface Written {
  readonly writes: readonly Bound<unknown>[];
  readonly event: EventRecord;
}

/** What has to be written before the names of `added`, all of one context, may leave. */
const recordOf = (
  actor: Actor,
  { day, expiresAt, revealId, recorded }: RevealOfDay,
  list: { purpose: RevealPurpose; contextId: string; added: readonly Decided[] },
): Written => {
  const { purpose: why, contextId, added } = list;
  const id = revealId ?? newId();
  const reveal = { id, purpose: why, contextId, day, expiresAt: new Date(expiresAt).toISOString() };
  const rows = added.flatMap((one) =>
    one.verdict === "shown" ? [{ id: newId(), student_id: one.studentId, consent_id: one.consentId }] : [],
  );
  const { id: _id, ...said } = reveal;
  return {
    writes: [
      ...(revealId === null ? [insertReveal(reveal)] : []),
      insertSubjects({ revealId: id, rows: JSON.stringify(rows) }),
    ],
    event: emit(NamesRevealed, {
      aggregateId: id,
      // Rises with every addition to this record.
      version: recorded + rows.length,
      payload: { userId: actor.userId, purpose: why, contextId, students: rows.length },
      audit: [
        {
          entityType: "reveal",
          entityId: id,
          before: null,
          after: { ...said, students: rows.map((row) => ({ id: row.student_id, consentId: row.consent_id })) },
        },
      ],
    }),
  };
};

const recordsOf = (
  actor: Actor,
  known: readonly RevealOfDay[],
  { purpose: why, decided }: { purpose: RevealPurpose; decided: readonly Decided[] },
): Written[] => {
  const [today] = known;
  if (today === undefined) throw new Error("A signed-in person without a tenant");
  const added = decided.filter((one) => one.verdict === "shown" && !one.isRecorded);
  const byContext = new Map<string, Decided[]>();
  for (const one of added) byContext.set(one.contextId, [...(byContext.get(one.contextId) ?? []), one]);
  return [...byContext].map(([contextId, rows]) => {
    const before = known.find((one) => one.contextId === contextId) ?? { ...today, revealId: null, recorded: 0 };
    return recordOf(actor, before, { purpose: why, contextId, added: rows });
  });
};

/** A commit of a failed transaction answers ROLLBACK without an error: names must not follow that. */
const commit = async (connection: Connection): Promise<void> => {
  const { command } = await connection`commit`.execute();
  if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
};

const rollBack = async (connection: Connection): Promise<void> => {
  try {
    await connection`rollback`;
  } catch {
    // The connection is gone and the transaction with it; the first error is the one to tell.
  }
};

export interface List<G> {
  readonly purpose: RevealPurpose;
  /** What tells this list from another of the same purpose; empty where a person has but one. */
  readonly list: string;
  readonly facts: Bound<NameFactsRow>;
  /** Who may open the list at all, beside the tool. */
  readonly guard?: { readonly ask: Bound<G>; readonly insist: (actor: Actor, found: G | undefined) => void };
}

/**
 * Decides and records in two round trips. Not through `command`: that answers a key that it has seen with what it said
 * then, but this list may have grown since, and a consent may have ended. What is recorded once a day is the record,
 * under its own natural key; the decision is made anew every time.
 */
export const recordReveal = async <G>(
  scope: Scope,
  { purpose: why, list, facts, guard }: List<G>,
): Promise<{ decided: Decided[]; isNew: boolean }> => {
  const connection = await acquireFor(scope);
  let isOpen = true;
  try {
    const [, signedIn, , known, rows, guarded] = await settled([
      connection`begin`.execute(),
      sendBegin(connection, scope),
      lockReveal({ list, purpose: why })(connection),
      revealsOfDay({ purpose: why })(connection),
      facts(connection),
      guard === undefined ? Promise.resolve([]) : guard.ask(connection),
    ]);
    const actor = admit(scope, signedIn);
    insist(canAskForNames(actor, why));
    guard?.insist(actor, guarded[0]);
    const decided = rows.map((row) => decide(actor, row));
    const records = recordsOf(actor, known, { purpose: why, decided });
    const events = records.map(({ event }) => event);
    const writes =
      events.length === 0
        ? []
        : [
            ...records.flatMap((record) => record.writes),
            insertOutbox({ rows: outboxRows(events) }),
            insertAudit({ rows: auditRows(events), requestId: scope.requestId, ipHash: scope.ipHash }),
          ];
    await settled([...writes.map((bound) => bound(connection)), commit(connection)]);
    isOpen = false;
    return { decided, isNew: events.length > 0 };
  } finally {
    if (isOpen) await rollBack(connection);
    connection.release();
  }
};
