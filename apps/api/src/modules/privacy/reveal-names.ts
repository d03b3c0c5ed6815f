import type { Connection } from "@handrail/db/client";
import { rawStatement, type Bound } from "@handrail/db/statement";
import { has, type Actor } from "@handrail/domain/kernel/actor";
import type { StudentId } from "@handrail/domain/kernel/ids";
import { NamesRevealed } from "@handrail/domain/privacy/events";
import { nameVerdict } from "@handrail/domain/privacy/policy";
import type { RevealedNames, RevealNamesInput } from "@handrail/domain/privacy/schema";
import { canRecordAttendance, canSeeSession, type SessionTies } from "@handrail/domain/sessions/policy";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import type { CommandContext } from "../../kernel/command.ts";
import { auditRows, emit, insertAudit, insertOutbox, outboxRows } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { acquire, admit, sendBegin, settled, type Scope } from "../../kernel/scope.ts";
import { sessionTies } from "../sessions/queries.ts";
import { lockReveal, nameFacts, revealDay, type NameFactsRow, type RevealDay } from "./name-facts.ts";
import type { VaultDesk } from "./vault.ts";

type Input = z.infer<typeof RevealNamesInput>;

const insertReveal = rawStatement<Input & { id: string; day: string; expiresAt: string }>()(sql`
  insert into reveals (tenant_id, id, user_id, purpose, context_id, day, expires_at)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, app.user_id(), ${sql.placeholder("purpose")},
    ${sql.placeholder("sessionId")}::uuid, ${sql.placeholder("day")}::date, ${sql.placeholder("expiresAt")}::timestamptz)`);

const insertSubjects = rawStatement<{ revealId: string; rows: string }>()(sql`
  insert into reveal_subjects (tenant_id, id, reveal_id, student_id, consent_id)
  select (select app.tenant_id()), r.id, ${sql.placeholder("revealId")}::uuid, r.student_id, r.consent_id
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, student_id uuid, consent_id uuid)`);

type Decided = Pick<NameFactsRow, "studentId" | "isRecorded"> &
  ({ verdict: "shown"; consentId: string } | { verdict: "no_relationship" | "no_consent" });

const decide = (actor: Actor, facts: NameFactsRow): Decided => {
  const { studentId, isRecorded, isRelated, consentId } = facts;
  const verdict = nameVerdict(actor, { isRelated, hasConsent: consentId !== null });
  if (verdict !== "shown") return { studentId, isRecorded, verdict };
  // The verdict asks for a consent: without one this line is never reached.
  return consentId === null
    ? { studentId, isRecorded, verdict: "no_consent" }
    : { studentId, isRecorded, verdict, consentId };
};

const mayAsk = (actor: Actor, ties: SessionTies | undefined, purpose: Input["purpose"]): void => {
  insist(canSeeSession(actor, ties));
  if (purpose === "roster" || ties === undefined) return;
  insist(canRecordAttendance(actor, ties));
  if (!has(actor, "attendance.walk_in"))
    throw no("NOT_ALLOWED", "Your roles do not include adding students to a roster.");
};

/** What has to be written before the names of `added` may leave. */
const recordOf = (
  scope: Scope,
  input: Input,
  facts: { actor: Actor; today: RevealDay; added: readonly Decided[] },
): Bound<unknown>[] => {
  const { actor, today, added } = facts;
  const revealId = today.revealId ?? newId();
  const { day } = today;
  const expiresAt = new Date(today.expiresAt).toISOString();
  const rows = added.flatMap((one) =>
    one.verdict === "shown" ? [{ id: newId(), student_id: one.studentId, consent_id: one.consentId }] : [],
  );
  const event = emit(NamesRevealed, {
    aggregateId: revealId,
    // Rises with every addition to this record.
    version: today.recorded + added.length,
    payload: { userId: actor.userId, sessionId: input.sessionId, students: added.length },
    audit: [
      {
        entityType: "reveal",
        entityId: revealId,
        before: null,
        after: {
          ...input,
          day,
          expiresAt,
          students: rows.map((row) => ({ id: row.student_id, consentId: row.consent_id })),
        },
      },
    ],
  });
  return [
    ...(today.revealId === null ? [insertReveal({ ...input, id: revealId, day, expiresAt })] : []),
    insertSubjects({ revealId, rows: JSON.stringify(rows) }),
    insertOutbox({ rows: outboxRows([event]) }),
    insertAudit({ rows: auditRows([event]), requestId: scope.requestId, ipHash: scope.ipHash }),
  ];
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

/**
 * Decides and records in two round trips. Not through `command`: that answers a key that it has seen with what it said
 * then, but this list may have grown since, and a consent may have ended. What is recorded once a day is the record,
 * under its own natural key; the decision is made anew every time.
 */
const decideAndRecord = async (scope: Scope, input: Input): Promise<{ decided: Decided[]; isNew: boolean }> => {
  const connection = await acquire(scope.pool, scope.signal);
  let isOpen = true;
  try {
    const [, person, , [ties], [today], facts] = await settled([
      connection`begin`.execute(),
      sendBegin(connection, scope),
      lockReveal(input)(connection),
      sessionTies(input)(connection),
      revealDay(input)(connection),
      nameFacts(input)(connection),
    ]);
    const actor = admit(scope, person);
    mayAsk(actor, ties, input.purpose);
    if (today === undefined) throw new Error("A signed-in person without a tenant");
    const decided = facts.map((row) => decide(actor, row));
    const added = decided.filter((one) => one.verdict === "shown" && !one.isRecorded);
    const writes = added.length === 0 ? [] : recordOf(scope, input, { actor, today, added });
    await settled([...writes.map((bound) => bound(connection)), commit(connection)]);
    isOpen = false;
    return { decided, isNew: added.length > 0 };
  } finally {
    if (isOpen) await rollBack(connection);
    connection.release();
  }
};

/** The names of a list, for those for whom this person may see them; recorded before any of them leaves. */
export const revealNames = async (
  { scope, wake, vault }: CommandContext & { readonly vault: VaultDesk },
  input: Input,
): Promise<RevealedNames> => {
  const { decided, isNew } = await decideAndRecord(scope, input);
  if (isNew) wake();
  const shown = decided.flatMap((one) => (one.verdict === "shown" ? [one.studentId] : []));
  const found = await vault.namesOf(scope.tokenHash, shown);
  const names = found.map((name) => ({ ...name, studentId: name.studentId as StudentId }));
  const named = new Set(found.map((name) => name.studentId));
  const heldBack = decided.flatMap(({ studentId, verdict }) => {
    if (named.has(studentId)) return [];
    const reason = verdict === "shown" ? ("no_name" as const) : verdict;
    return [{ studentId: studentId as StudentId, reason }];
  });
  return { names, heldBack };
};
