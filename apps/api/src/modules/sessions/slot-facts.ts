import { rawStatement } from "@handrail/db/statement";
import type { Clash } from "@handrail/domain/sessions/schedule-schema";
import { sql } from "drizzle-orm";

import type { Tx } from "../../kernel/command.ts";
import { clashRefusal } from "./clash-refusal.ts";
import { clashOf } from "./schedule-facts.ts";

const tenant = sql`(select app.tenant_id())`;

/** When, where and with whom a session is to be. */
export interface Slot {
  readonly sessionId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly facilitatorId: string | null;
  readonly locationId: string | null;
  /** It stands in for a session that is only to be made: everyone enrolled is expected there, and nobody else. */
  readonly isNew?: true;
}

type Slots = { readonly slots: string };

const slots = sql`jsonb_to_recordset(${sql.placeholder("slots")}::jsonb)
  as r (session_id uuid, starts_at timestamptz, ends_at timestamptz, facilitator_id uuid, location_id uuid, is_new boolean)`;

/**
 * Whose time the slots take: their staff and rooms, guests, and everyone whom the intervention has enrolled and nobody
 * has excused from this session.
 */
const wanted = sql`(
  select r.session_id, r.starts_at, r.ends_at, w.kind, w.id from ${slots}
    join sessions s on s.tenant_id = ${tenant} and s.id = r.session_id
   cross join lateral (
     select 'staff' as kind, r.facilitator_id as id where r.facilitator_id is not null
     union all select 'room', r.location_id where r.location_id is not null
     union all select 'student', a.student_id from attendance_records a
      where a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation = 'guest' and not r.is_new
     union all select 'student', e.student_id from enrollments e
      where e.tenant_id = s.tenant_id and e.intervention_id = s.intervention_id and e.status = 'active' and (r.is_new or not exists (
        select 1 from attendance_records a where a.tenant_id = s.tenant_id and a.session_id = s.id
          and a.student_id = e.student_id and a.expectation = 'not_expected'))) w)`;

const holdSlots = rawStatement<Slots, object>()(sql`
  select pg_advisory_xact_lock(hashtextextended('books ' || held.id::text, 0))
    from (select distinct w.id from ${wanted} w order by w.id) held`);

interface SlotClash extends Omit<Clash, "kind"> {
  readonly kind: "staff" | "room" | "student";
  readonly at: string;
}

/**
 * Other sessions' claims on that time. Those of the slots' own sessions, and of the sessions `but`, are given up with the
 * change.
 */
export const clashesOfSlots = rawStatement<Slots & { readonly but: string }, SlotClash>()(sql`
  select w.starts_at as at, w.kind, w.id as "resourceId", coalesce(st.display_code, u.name, l.name, '') as name,
    coalesce(i.name, '') as title, o.id as "sessionId", lower(b.during) as "startsAt", upper(b.during) as "endsAt"
    from ${wanted} w
    join bookings b on b.tenant_id = ${tenant} and b.resource_kind = w.kind and b.resource_id = w.id and b.active
      and b.during && tstzrange(w.starts_at, w.ends_at)
    join sessions o on o.tenant_id = b.tenant_id and o.id = b.session_id
    left join interventions i on i.tenant_id = o.tenant_id and i.id = o.intervention_id
    left join students st on w.kind = 'student' and st.tenant_id = b.tenant_id and st.id = w.id
    left join users u on w.kind = 'staff' and u.tenant_id = b.tenant_id and u.id = w.id
    left join locations l on w.kind = 'room' and l.tenant_id = b.tenant_id and l.id = w.id
   where not exists (select 1 from ${slots} where r.session_id = o.id)
     and not o.id = any (${sql.placeholder("but")}::uuid[])
   order by w.starts_at, w.kind desc, w.id limit 50`);

export const slotRows = (all: readonly Slot[]): Slots => ({
  slots: JSON.stringify(
    all.map(({ sessionId, startsAt, endsAt, facilitatorId, locationId, isNew = false }) => ({
      session_id: sessionId,
      starts_at: startsAt,
      ends_at: endsAt,
      facilitator_id: facilitatorId,
      location_id: locationId,
      is_new: isNew,
    })),
  ),
});

/** Holds everyone's time and ends the command where some of it is taken, by name. `but`: sessions that are cancelled with it. */
export const insistOnFree = async (tx: Tx, all: readonly Slot[], but: readonly string[] = []): Promise<void> => {
  const asked = slotRows(all);
  const [, [clash]] = await tx.facts(holdSlots(asked), clashesOfSlots({ ...asked, but: `{${but.join(",")}}` }));
  if (clash !== undefined) {
    const { at, ...row } = clash;
    throw clashRefusal({ startsAt: new Date(at).toISOString() }, clashOf(row));
  }
  // Two of one series could come to lie over each other.
  const inOrder = all.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  const over = inOrder.find((slot, index) => slot.startsAt < (inOrder[index - 1]?.endsAt ?? ""));
  if (over !== undefined)
    throw clashRefusal(over, {
      kind: "self",
      resourceId: "",
      name: "",
      title: "",
      sessionId: null,
      startsAt: over.startsAt,
      endsAt: over.endsAt,
    });
};
