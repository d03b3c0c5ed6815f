import type { Pool } from "@handrail/db/client";

/** A row of the outbox on its way out. */
export interface OutboxEvent {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly payload: unknown;
  /** 1 the first time; more after a failure, or when whoever held it was killed. */
  readonly attempt: number;
}

interface ClaimedRow {
  tenant_id: string;
  id: string;
  event_type: string;
  aggregate_type: string;
  aggregate_id: string;
  aggregate_version: string | number;
  payload: unknown;
  attempts: number;
}

/** After this many failures an event is set aside, and its successors pass. */
const mostAttempts = 8;

const batch = 200;

/**
 * Takes open events for ten seconds. Of one aggregate only the oldest open one is ever out, so its events leave in
 * order whoever takes them. And while an access change of a tenant is open, nothing else of that tenant is taken: an
 * event that was committed after the change therefore leaves after the sockets have been looked at again.
 */
export const claim = async (pool: Pool, lease: string): Promise<readonly OutboxEvent[]> => {
  const rows = await pool<ClaimedRow[]>`
    with shut as materialized (
      select distinct tenant_id from outbox_events where event_type = 'AccessChanged' and status not in ('done', 'dead')
    ), chosen as (
      select o.tenant_id, o.id from outbox_events o
       where o.status not in ('done', 'dead') and o.available_at <= now() and (o.lease_until is null or o.lease_until < now())
         and (o.event_type = 'AccessChanged' or o.tenant_id not in (select tenant_id from shut))
         and not exists (
           select 1 from outbox_events p
            where p.tenant_id = o.tenant_id and p.aggregate_id = o.aggregate_id and p.status not in ('done', 'dead')
              and (p.aggregate_version, p.id) < (o.aggregate_version, o.id))
       order by o.id limit ${batch} for update of o skip locked
    )
    update outbox_events o set status = 'leased', lease = ${lease}, lease_until = now() + interval '10 seconds', attempts = o.attempts + 1
      from chosen where o.tenant_id = chosen.tenant_id and o.id = chosen.id
    returning o.tenant_id, o.id, o.event_type, o.aggregate_type, o.aggregate_id, o.aggregate_version, o.payload, o.attempts`;
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    name: row.event_type,
    aggregateType: row.aggregate_type,
    aggregateId: row.aggregate_id,
    version: Number(row.aggregate_version),
    // A pool made by openPool leaves JSON as text.
    payload: typeof row.payload === "string" ? (JSON.parse(row.payload) as unknown) : row.payload,
    attempt: row.attempts,
  }));
};

/** Only for whoever still holds the lease: a late finisher changes nothing. */
export const markDone = async (pool: Pool, lease: string, ids: readonly string[]): Promise<void> => {
  await pool`
    update outbox_events set status = 'done', processed_at = now(), lease = null, lease_until = null
     where id = any(${[...ids]}::uuid[]) and lease = ${lease} and status not in ('done', 'dead')`;
};

/** Answers whether the event is dead now. The reason is the error's code or name: its message may quote values. */
export const markFailed = async (
  pool: Pool,
  lease: string,
  failure: { readonly id: string; readonly reason: string },
): Promise<boolean> => {
  const rows = await pool<{ status: string }[]>`
    update outbox_events set status = case when attempts >= ${mostAttempts} then 'dead' else 'pending' end, lease = null, lease_until = null,
        available_at = now() + least(interval '5 minutes', interval '250 milliseconds' * power(2, attempts)), last_error = ${failure.reason}
     where id = ${failure.id} and lease = ${lease} and status not in ('done', 'dead')
    returning status`;
  return rows[0]?.status === "dead";
};

/** What was handled more than a day ago; a bounded piece at a time. */
export const removeOld = async (pool: Pool): Promise<number> => {
  const removed = await pool`
    delete from outbox_events where (tenant_id, id) in (
      select tenant_id, id from outbox_events where status = 'done' and processed_at < now() - interval '1 day' limit 5000)`;
  return removed.count;
};
