import type { Lane } from "@handrail/domain/students/schema";
import { sql, type SQL } from "drizzle-orm";

import { isOnCase } from "./queries.ts";

const tenant = sql`(select app.tenant_id())`;
const student = sql`${sql.placeholder("studentId")}::uuid`;

/** Cases of the student that this person may see, for the `with` of a query. */
export const seenCases = sql`seen_cases as materialized (
  select c.id, c.root_cause, ${isOnCase} as is_on from cases c, rights
   where c.tenant_id = ${tenant} and c.student_id = ${student} and c.deleted_at is null
     and (rights.cases_all or ${isOnCase}))`;

interface Source {
  readonly lane: Lane;
  /** Rows of one student: `at` to the millisecond, since a page's end comes back as a moment of the browser. */
  readonly rows: SQL;
}

const moment = (at: SQL): SQL => sql`date_trunc('milliseconds', ${at})`;
const none = sql`null::uuid`;

const marks = sql`
  select a.id, 'mark' as kind, ${moment(sql`s.start_time`)} as at, u.name as who, coalesce(i.name, '') as title, a.status,
    a.notes as text, a.minutes_late::float8 as value, false as is_restricted, false as is_withdrawn, s.id as session_id,
    s.intervention_id, ${none} as case_id
    from attendance_records a join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id
    left join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    left join users u on u.tenant_id = a.tenant_id and u.id = a.taken_by
   where a.tenant_id = ${tenant} and a.student_id = ${student} and a.status <> 'scheduled' and s.deleted_at is null`;

const enrolled = sql`
  select e.id, 'enrolled' as kind, ${moment(sql`e.enrolled_at`)} as at, null as who, i.name as title, null as status,
    null as text, null::float8 as value, false as is_restricted, false as is_withdrawn, ${none} as session_id,
    i.id as intervention_id, ${none} as case_id
    from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
   where e.tenant_id = ${tenant} and e.student_id = ${student} and i.deleted_at is null`;

const left = sql`
  select e.id, 'left' as kind, ${moment(sql`e.withdrawn_at`)} as at, null as who, i.name as title, e.status,
    e.exit_reason as text, null::float8 as value, false as is_restricted, false as is_withdrawn, ${none} as session_id,
    i.id as intervention_id, ${none} as case_id
    from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
   where e.tenant_id = ${tenant} and e.student_id = ${student} and e.withdrawn_at is not null and i.deleted_at is null`;

const notes = sql`
  select p.id, 'note' as kind, ${moment(sql`(p.measured_on + time '12:00') at time zone school.zone`)} as at, u.name as who,
    i.name as title, nullif(p.metric, '') as status, p.note as text, coalesce(p.value, p.rating::float8) as value,
    false as is_restricted, false as is_withdrawn, p.session_id, i.id as intervention_id, ${none} as case_id
    from progress_notes p join interventions i on i.tenant_id = p.tenant_id and i.id = p.intervention_id
    left join users u on u.tenant_id = p.tenant_id and u.id = p.entered_by, school
   where p.tenant_id = ${tenant} and p.student_id = ${student} and p.deleted_at is null`;

const recommendations = sql`
  select r.id, 'recommendation' as kind, ${moment(sql`r.created_at`)} as at, u.name as who, i.name as title,
    r.outcome as status, r.decision as text, null::float8 as value, false as is_restricted, false as is_withdrawn,
    ${none} as session_id, i.id as intervention_id, ${none} as case_id
    from exit_recommendations r join interventions i on i.tenant_id = r.tenant_id and i.id = r.intervention_id
    left join users u on u.tenant_id = r.tenant_id and u.id = r.decided_by
   where r.tenant_id = ${tenant} and r.student_id = ${student} and r.decision <> 'superseded'`;

const entries = sql`
  select e.id, e.kind, ${moment(sql`e.created_at`)} as at, u.name as who, c.root_cause as title, e.status_to as status,
    case when e.withdrawn_at is not null or (e.is_restricted and not c.is_on) then null
      else coalesce(e.intervention_notes, e.update_text) end as text,
    null::float8 as value, e.is_restricted, e.withdrawn_at is not null as is_withdrawn, ${none} as session_id,
    ${none} as intervention_id, c.id as case_id
    from case_entries e join seen_cases c on c.id = e.case_id
    left join users u on u.tenant_id = e.tenant_id and u.id = e.created_by
   where e.tenant_id = ${tenant} and e.student_id = ${student}`;

const messages = sql`
  select l.id, 'message' as kind, ${moment(sql`coalesce(l.sent_at, l.created_at)`)} as at, u.name as who, t.name as title,
    l.status, l.channel as text, null::float8 as value, false as is_restricted, false as is_withdrawn, ${none} as session_id,
    l.intervention_id, l.case_id
    from communication_log l join communication_templates t on t.tenant_id = l.tenant_id and t.id = l.template_id
    left join users u on u.tenant_id = l.tenant_id and u.id = l.actor
   where l.tenant_id = ${tenant} and l.student_id = ${student}
     and (l.case_id is null or l.case_id in (select id from seen_cases))`;

const contacts = sql`
  select k.id, 'contact' as kind, ${moment(sql`(k.contacted_on + time '12:00') at time zone school.zone`)} as at, u.name as who,
    coalesce(g.relationship, '') as title, k.kind || '.' || k.outcome as status, nullif(k.note, '') as text,
    null::float8 as value, false as is_restricted, false as is_withdrawn, ${none} as session_id, k.intervention_id, k.case_id
    from family_contacts k left join users u on u.tenant_id = k.tenant_id and u.id = k.created_by
    left join student_guardians g on g.tenant_id = k.tenant_id and g.id = k.guardian_id, school
   where k.tenant_id = ${tenant} and k.student_id = ${student} and k.withdrawn_at is null
     and (k.case_id is null or k.case_id in (select id from seen_cases))`;

/** Everything that makes up a thread. */
export const sources: readonly Source[] = [
  { lane: "attendance", rows: marks },
  { lane: "interventions", rows: enrolled },
  { lane: "interventions", rows: left },
  { lane: "progress", rows: notes },
  { lane: "progress", rows: recommendations },
  { lane: "cases", rows: entries },
  { lane: "messages", rows: messages },
  { lane: "messages", rows: contacts },
];
