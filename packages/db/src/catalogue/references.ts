import { loginRoles } from "../roles.ts";
import { goneFrom, schemas, type Catalogue, type Finding } from "./catalogue.ts";

/** Columns that end in _id and are no foreign key, each with its reason. */
const withoutKey: Readonly<Record<string, string>> = {
  "public.attendance_records.client_mutation_id": "Made by the device: names no row.",
  "public.attendance_rollups.source_id":
    "An intervention or a class, by source_kind; the server alone writes it, from a session.",
  "public.audit_logs.actor_id": "What happened is kept whatever becomes of the row, and each command writes lines.",
  "public.audit_logs.entity_id": "A row of any table, by entity_type.",
  "public.audit_logs.request_id": "Names a request, not a row.",
  "public.audit_logs.subject_id": "As the actor: kept whatever becomes of the row.",
  "public.bookings.resource_id": "A person, a room or a student, by resource_kind.",
  "public.communication_templates.line_id": "What the versions of a template share: names no row.",
  "public.hint_answers.subject_id": "What a hint is about, by its rule; read by its writer alone.",
  "public.idempotency_keys.user_id": "Written by each command and gone after seven days.",
  "public.jobs.subject_id": "What a job is about, by its kind.",
  "public.messages.provider_id": "The SMS provider's own name for a message.",
  "public.notification_events.subject_id": "What the line is about, by its type.",
  "public.notifications.subject_id": "What the line is about, by its type.",
  "public.outbox_events.aggregate_id": "A row of any table, by aggregate_type.",
  "public.programs.line_id": "What the versions of a program share: names no row.",
  "public.reveals.context_id": "What was on view, by purpose.",
  "public.schools.sourced_id": "The school's name in a register outside.",
  "vault.blind_index.subject_id": "A student or a guardian, by subject_kind.",
  "vault.contents.subject_id": "A student or a guardian, by subject_kind.",
  "vault.identities.subject_id": "A student or a guardian, by subject_kind.",
  "vault.keys.subject_id": "A student or a guardian, by subject_kind; empty for the school's own key.",
};

const author = "Who did it: shown with the row, never asked for.";
const fewSchools = "A tenant has few schools; the table is read by tenant.";
const partOnly = "An index over the open rows alone serves the reads.";
const byOwner = "Read with the row that owns it (intervention, session, case, person or token), by that index.";
const fromHere = "Followed from this row to the other, never back.";

/**
 * Foreign keys without an index that begins with their columns, each with its reason. It holds only while no login role
 * deletes rows of the other table: without an index, each deletion there would read this table as a whole.
 */
const withoutIndex: Readonly<Record<string, string>> = {
  "public.attendance_records.enrollment_id": byOwner,
  "public.attendance_records.taken_by": author,
  "public.attendance_rollups.student_id": byOwner,
  "auth.challenges.user_id": byOwner,
  "auth.sessions.user_id": partOnly,
  "public.case_actions.done_by": author,
  "public.case_actions.enrollment_id": byOwner,
  "public.case_actions.intervention_id": fromHere,
  "public.case_actions.owner_id": partOnly,
  "public.case_actions.student_id": byOwner,
  "public.case_drafts.case_id": byOwner,
  "public.case_drafts.student_id": byOwner,
  "public.case_entries.created_by": author,
  "public.case_entries.withdrawn_by": author,
  "public.case_escalations.from_user_id": author,
  "public.case_escalations.to_user_id": partOnly,
  "public.case_student_counters.student_id": byOwner,
  "public.case_team.added_by": author,
  "public.closures.school_id": fewSchools,
  "public.communication_log.actor": author,
  "public.communication_log.guardian_id": fromHere,
  "public.communication_log.intervention_id": fromHere,
  "public.communication_log.template_id": fromHere,
  "public.communication_templates.created_by": author,
  "public.exit_criteria.created_by": author,
  "public.exit_recommendations.criterion_id": fromHere,
  "public.exit_recommendations.decided_by": author,
  "public.exit_recommendations.enrollment_id": partOnly,
  "public.family_contacts.created_by": author,
  "public.family_contacts.guardian_id": fromHere,
  "public.family_contacts.intervention_id": fromHere,
  "public.family_contacts.next_step_done_by": author,
  "public.family_contacts.withdrawn_by": author,
  "public.hint_answers.student_id": byOwner,
  "public.jobs.created_by": author,
  "public.locations.school_id": fewSchools,
  "public.navigation_items.parent_id": fromHere,
  "public.navigation_items.tool_id": fromHere,
  "public.notification_events.actor_id": author,
  "public.notification_events.student_id": byOwner,
  "public.notifications.event_id": fromHere,
  "public.notifications.student_id": byOwner,
  "public.operating_days.school_id": fewSchools,
  "public.phase_changes.created_by": author,
  "public.phase_changes.student_id": byOwner,
  "public.programs.created_by": author,
  "public.progress_notes.enrollment_id": byOwner,
  "public.progress_notes.entered_by": author,
  "public.progress_notes.goal_id": fromHere,
  "public.progress_notes.session_id": fromHere,
  "public.progress_verdicts.student_id": byOwner,
  "public.reveal_subjects.consent_id": fromHere,
  "public.session_series.facilitator_id": fromHere,
  "public.session_series.location_id": fromHere,
  "public.sessions.finished_by": author,
  "public.sessions.location_id": fromHere,
  "public.sessions.make_up_for": partOnly,
  "public.sessions.substituted_for": author,
  "public.sharing_grants.consent_id": fromHere,
  "public.sharing_grants.student_id": byOwner,
  "public.students.school_id": fewSchools,
  "public.terms.school_id": fewSchools,
  "public.users.school_id": fewSchools,
  "vault.contents.key_id": byOwner,
  "vault.identities.key_id": byOwner,
  "public.waiting_list.added_by": author,
  "public.waiting_list.student_id": byOwner,
};

const columnFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ name: string; table: string }[]>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name, n.nspname || '.' || c.relname as table
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any(${[...schemas]}::text[]) and c.relkind in ('r', 'p') and not a.attisdropped
       and a.attname like '%\\_id' and a.attname <> 'tenant_id' and not exists (
         select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any(k.conkey))
     order by 1`;
  const names = new Set(rows.map(({ name }) => name));
  return [
    ...rows
      .filter(({ name }) => !(name in withoutKey))
      .map(({ name, table }) => ({ about: table, fault: `has ${name}, which is no foreign key and not listed` })),
    ...goneFrom(withoutKey, names, "columns without a foreign key"),
  ];
};

const indexFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ name: string; table: string; target: string; isDeletable: boolean }[]>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name, n.nspname || '.' || c.relname as table,
      k.confrelid::regclass::text as target,
      exists (select 1 from pg_roles r where r.rolname = any(${[...loginRoles]}::text[])
        and has_table_privilege(r.oid, k.confrelid, 'delete')) as "isDeletable"
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[cardinality(k.conkey)]
     where k.contype = 'f' and n.nspname = any(${[...schemas]}::text[]) and not exists (
       select 1 from pg_index i where i.indrelid = c.oid
         -- Rows without the reference are nobody's to find.
         and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname))
         and k.conkey @> (i.indkey::int2[])[0:cardinality(k.conkey) - 1]
         and k.conkey <@ (i.indkey::int2[])[0:cardinality(k.conkey) - 1])
     order by 1`;
  return [
    ...rows.flatMap(({ name, table, target, isDeletable }): Finding[] => {
      if (!(name in withoutIndex))
        return [{ about: table, fault: `has the foreign key ${name} without an index, and it is not listed` }];
      return isDeletable
        ? [{ about: table, fault: `has the foreign key ${name} without an index, and rows of ${target} are deleted` }]
        : [];
    }),
    ...goneFrom(withoutIndex, new Set(rows.map(({ name }) => name)), "foreign keys without an index"),
  ];
};

export const referenceFindings = async (sql: Catalogue): Promise<Finding[]> => [
  ...(await columnFindings(sql)),
  ...(await indexFindings(sql)),
];
