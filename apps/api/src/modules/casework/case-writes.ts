import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const row = sql`jsonb_populate_record(null::cases, ${sql.placeholder("row")}::jsonb)`;
const entry = sql`jsonb_populate_record(null::case_entries, ${sql.placeholder("row")}::jsonb)`;

export const insertCase = rawStatement<{ row: string }>()(sql`
  insert into cases (tenant_id, id, student_id, root_cause, urgency, status, follow_up_date, last_contact_on, meetings,
    restricted_meetings, created_by, version)
  select ${tenant}, r.id, r.student_id, r.root_cause, r.urgency, r.status, r.follow_up_date, r.last_contact_on, r.meetings,
    r.restricted_meetings, r.created_by, r.version from ${row} r`);

/** Whole, from the row that the command holds locked; the version is compared all the same. */
export const updateCase = rawStatement<{ row: string }>()(sql`
  update cases c set root_cause = r.root_cause, urgency = r.urgency, status = r.status, follow_up_date = r.follow_up_date,
    resolution_notes = r.resolution_notes, closed_at = r.closed_at, last_contact_on = r.last_contact_on, meetings = r.meetings,
    restricted_meetings = r.restricted_meetings, escalated_to = r.escalated_to, deleted_at = r.deleted_at, version = r.version,
    updated_at = now()
    from ${row} r
   where c.tenant_id = ${tenant} and c.id = r.id and c.version = r.version - 1`);

export const insertEntry = rawStatement<{ row: string }>()(sql`
  insert into case_entries (tenant_id, id, case_id, student_id, kind, number, meeting_date, absence_reason, intervention_notes,
    action_plan, update_text, follow_up_date, status_from, status_to, is_restricted, created_by, created_at, case_version, case_before)
  select ${tenant}, r.id, r.case_id, r.student_id, r.kind, r.number, r.meeting_date, r.absence_reason, r.intervention_notes,
    r.action_plan, r.update_text, r.follow_up_date, r.status_from, r.status_to, r.is_restricted, r.created_by, r.created_at,
    r.case_version, r.case_before from ${entry} r`);

export const editEntry = rawStatement<{ row: string }>()(sql`
  update case_entries e set meeting_date = r.meeting_date, absence_reason = r.absence_reason,
    intervention_notes = r.intervention_notes, action_plan = r.action_plan, follow_up_date = r.follow_up_date,
    is_restricted = r.is_restricted, edited_at = r.edited_at, version = e.version + 1, updated_at = now()
    from ${entry} r
   where e.tenant_id = ${tenant} and e.id = r.id`);

export const strikeEntry = rawStatement<{ entryId: string; by: string; at: string; reason: string }>()(sql`
  update case_entries set withdrawn_at = ${sql.placeholder("at")}::timestamptz, withdrawn_by = ${sql.placeholder("by")}::uuid,
    withdrawn_reason = ${sql.placeholder("reason")}, version = version + 1, updated_at = now()
   where tenant_id = ${tenant} and id = ${sql.placeholder("entryId")}::uuid`);

/** Every entry of a case that still stands. */
export const strikeEntries = rawStatement<{ caseId: string; by: string; at: string; reason: string }>()(sql`
  update case_entries set withdrawn_at = ${sql.placeholder("at")}::timestamptz, withdrawn_by = ${sql.placeholder("by")}::uuid,
    withdrawn_reason = ${sql.placeholder("reason")}, version = version + 1, updated_at = now()
   where tenant_id = ${tenant} and case_id = ${sql.placeholder("caseId")}::uuid and withdrawn_at is null`);

export const deleteEntry = rawStatement<{ entryId: string }>()(sql`
  delete from case_entries where tenant_id = ${tenant} and id = ${sql.placeholder("entryId")}::uuid`);

export const insertActions = rawStatement<{ rows: string }>()(sql`
  insert into case_actions (tenant_id, id, case_id, entry_id, student_id, what, owner_id, due_on, intervention_id)
  select ${tenant}, r.id, r.case_id, r.entry_id, r.student_id, r.what, r.owner_id, r.due_on, r.intervention_id
    from jsonb_populate_recordset(null::case_actions, ${sql.placeholder("rows")}::jsonb) r`);

export const dropOwnDraft = rawStatement<{ draftId: string }, { id: string }>()(sql`
  delete from case_drafts where tenant_id = ${tenant} and user_id = (select app.user_id()) and id = ${sql.placeholder("draftId")}::uuid
  returning id`);
