import { query } from "@handrail/db/client";
import { idempotencyKeys } from "@handrail/db/schema/outbox";
import { rawStatement, statement } from "@handrail/db/statement";
import type { EventDefinition } from "@handrail/domain/kernel/event";
import { and, eq, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

/** One line of the audit log: what it was about, and the values before and after (null: did not exist). */
export interface AuditEntry {
  readonly entityType: string;
  readonly entityId: string;
  /** The student the change is about, where that is not the entity itself. */
  readonly subjectId?: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Something that happened: at once the audit lines, the outbox row and, through the module's realtime file, the message. */
export interface EventRecord {
  readonly name: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly payload: unknown;
  readonly audit: readonly AuditEntry[];
}

export const emit = <N extends string, P extends z.ZodMiniType>(
  event: EventDefinition<N, P>,
  record: {
    readonly aggregateId: string;
    /** From a row that the command has locked: it orders the events of one aggregate. */
    readonly version: number;
    readonly payload: z.infer<P>;
    readonly audit: readonly [AuditEntry, ...AuditEntry[]];
  },
): EventRecord => ({ name: event.name, aggregateType: event.aggregate, ...record });

export const insertOutbox = rawStatement<{ rows: string }>()(sql`
  insert into outbox_events (tenant_id, id, event_type, aggregate_type, aggregate_id, aggregate_version, payload)
  select app.tenant_id(), r.id, r.name, r.aggregate_type, r.aggregate_id, r.version, r.payload
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb)
      as r (id uuid, name text, aggregate_type text, aggregate_id uuid, version bigint, payload jsonb)`);

export const insertAudit = rawStatement<{ rows: string; requestId: string; ipHash: Uint8Array | null }>()(sql`
  insert into audit_logs (tenant_id, id, actor_id, action, entity_type, entity_id, subject_id, before, after, request_id, ip_hash)
  select app.tenant_id(), r.id, app.user_id(), r.action, r.entity_type, r.entity_id, r.subject_id, r.before, r.after,
      ${sql.placeholder("requestId")}, ${sql.placeholder("ipHash")}::bytea
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb)
      as r (id uuid, action text, entity_type text, entity_id uuid, subject_id uuid, before jsonb, after jsonb)`);

export const outboxRows = (events: readonly EventRecord[]): string =>
  JSON.stringify(
    events.map((event) => ({
      id: newId(),
      name: event.name,
      aggregate_type: event.aggregateType,
      aggregate_id: event.aggregateId,
      version: event.version,
      payload: event.payload,
    })),
  );

export const auditRows = (events: readonly EventRecord[]): string =>
  JSON.stringify(
    events.flatMap((event) =>
      event.audit.map((entry) => ({
        id: newId(),
        action: event.name,
        entity_type: entry.entityType,
        entity_id: entry.entityId,
        subject_id: entry.subjectId ?? null,
        before: entry.before,
        after: entry.after,
      })),
    ),
  );

export const earlierAnswer = statement<{ procedure: string; key: string }>()(
  query
    .select({ requestHash: idempotencyKeys.requestHash, response: idempotencyKeys.response })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.tenantId, sql`(select app.tenant_id())`),
        eq(idempotencyKeys.userId, sql`(select app.user_id())`),
        eq(idempotencyKeys.procedure, sql.placeholder("procedure")),
        eq(idempotencyKeys.key, sql.placeholder("key")),
      ),
    ),
);

export const keepAnswer = rawStatement<{
  procedure: string;
  key: string;
  requestHash: Uint8Array;
  response: string;
}>()(sql`
  insert into idempotency_keys (tenant_id, user_id, procedure, key, request_hash, response)
  values (app.tenant_id(), app.user_id(), ${sql.placeholder("procedure")}, ${sql.placeholder("key")},
    ${sql.placeholder("requestHash")}, ${sql.placeholder("response")}::jsonb)`);
