import { rawStatement } from "@handrail/db/statement";
import type { Refusal } from "@handrail/domain/kernel/errors";
import { refuse, type Verdict } from "@handrail/domain/kernel/verdict";
import { sql } from "drizzle-orm";

interface Clash {
  session_id: string;
  title: string;
  starts_at: string;
  ends_at: string;
}

/**
 * Before the question whether the student is free: two who book the same student then come one after another. Without it
 * they meet in the exclusion constraint, each waiting for the other until the database ends one of them.
 */
export const holdStudent = rawStatement<{ studentId: string }, object>()(
  sql`select pg_advisory_xact_lock(hashtextextended('books ' || ${sql.placeholder("studentId")}::text, 0))`,
);

/** Another session that claims the student's time, if there is one. The exclusion constraint has the last word. */
export const clashesOfStudent = rawStatement<{ sessionId: string; studentId: string }, Clash>()(sql`
  select o.id as session_id, coalesce(i.name, '') as title, o.start_time as starts_at, o.end_time as ends_at
    from sessions s
    join bookings b on b.tenant_id = s.tenant_id and b.active and b.resource_kind = 'student'
      and b.resource_id = ${sql.placeholder("studentId")}::uuid and b.during && tstzrange(s.start_time, s.end_time) and b.session_id <> s.id
    join sessions o on o.tenant_id = b.tenant_id and o.id = b.session_id
    left join interventions i on i.tenant_id = o.tenant_id and i.id = o.intervention_id
   where s.tenant_id = (select app.tenant_id()) and s.id = ${sql.placeholder("sessionId")}::uuid
   order by o.start_time limit 1`);

/** Claims the student's time for the session, whether or not it was claimed and given up before. */
export const bookStudent = rawStatement<{ id: string; sessionId: string; studentId: string }>()(sql`
  with again as (
    update bookings set active = true, updated_at = now()
     where tenant_id = app.tenant_id() and session_id = ${sql.placeholder("sessionId")}::uuid
       and resource_kind = 'student' and resource_id = ${sql.placeholder("studentId")}::uuid
    returning id
  )
  insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
  select s.tenant_id, ${sql.placeholder("id")}::uuid, s.id, 'student', ${sql.placeholder("studentId")}::uuid, tstzrange(s.start_time, s.end_time)
    from sessions s
   where s.tenant_id = app.tenant_id() and s.id = ${sql.placeholder("sessionId")}::uuid and not exists (select 1 from again)`);

export const releaseStudent = rawStatement<{ sessionId: string; studentId: string }>()(sql`
  update bookings set active = false, updated_at = now()
   where tenant_id = app.tenant_id() and session_id = ${sql.placeholder("sessionId")}::uuid
     and resource_kind = 'student' and resource_id = ${sql.placeholder("studentId")}::uuid`);

/** No, with the session that is in the way, in ids and times; the screen puts them into words. */
export const clashVerdict = (clash: Clash): Verdict => {
  const details: NonNullable<Refusal["details"]> = {
    sessionId: clash.session_id,
    title: clash.title,
    startsAt: new Date(clash.starts_at).toISOString(),
    endsAt: new Date(clash.ends_at).toISOString(),
  };
  return refuse("SESSION_CLASH", `This student is expected at ${clash.title} at that time.`, {
    field: "studentId",
    details,
  });
};
