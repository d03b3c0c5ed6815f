import { goneFrom, schemas, type Catalogue, type Finding } from "./catalogue.ts";

/**
 * Every table that says something of one student, and what becomes of it when the student is erased. The names, numbers
 * and addresses are in the vault alone: with its key destroyed, what stays elsewhere is an opaque id. A new table with a
 * student in it fails the check until it is thought through here.
 */
const coveredByErasure: Readonly<Record<string, string>> = {
  "public.students": "Code, grade and tier stay under an id that names nobody.",
  "public.student_guardians":
    "A relationship and whether to contact; who it is lies in the vault under the guardian's own key.",
  "public.student_staff": "Which member of staff was responsible, and when.",
  "public.consents": "What was consented to and when: kept as the ground of every past reveal.",
  "public.sharing_grants": "A keyed hash of a contact: removed with the grant, useless without the key.",
  "public.reveal_subjects": "That a name was shown, never the name.",
  "public.enrollments": "Part of an intervention's figures.",
  "public.attendance_records": "Marks stay; their notes are emptied, since staff may have written a name.",
  "public.attendance_rollups": "Counts.",
  "public.intervention_goals": "A measure and two numbers.",
  "public.waiting_list": "That a place was waited for.",
  "public.progress_notes": "Values and ratings stay as part of an intervention's figures; notes are emptied.",
  "public.phase_changes": "What changed in a plan: emptied where it names the student.",
  "public.progress_verdicts": "A sentence about numbers.",
  "public.exit_recommendations": "Numbers frozen as evidence; reasons are emptied.",
  "public.cases": "Cause, urgency and status stay; resolution notes are emptied.",
  "public.case_entries": "Dates, statuses and authors stay; words are emptied.",
  "public.case_actions": "Emptied; that something was agreed stays.",
  "public.case_drafts": "Removed.",
  "public.case_student_counters": "Counts.",
  "public.communication_log": "That something was sent; its words lie in the vault.",
  "public.family_contacts": "Day, kind and outcome stay; notes and next steps are emptied.",
  "public.notification_events": "That people were told of something, never its words.",
  "public.notifications": "As above.",
  "public.hint_answers": "That a hint was followed, or a hint or a decision put off.",
  "public.jobs": "What was worked on, by id.",
  "vault.blind_index": "Removed with the name.",
  "vault.contents": "Unreadable once the key is gone, then removed.",
  "public.audit_logs": "Append-only and chained: holds ids, marks and versions, no names.",
  "vault.keys": "Destroyed: this is the erasure.",
  "vault.identities": "Unreadable once the key is gone, then removed.",
};

/** Columns by which a table can point at a student. */
const columns = ["student_id", "subject_id"];

export const erasureFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ name: string }[]>`
    select distinct n.nspname || '.' || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
     where n.nspname = any(${[...schemas]}::text[]) and c.relkind in ('r', 'p')
       and (a.attname = any(${columns}::text[]) or c.oid = to_regclass('public.students'))`;
  const names = new Set(rows.map(({ name }) => name));
  return [
    ...[...names]
      .filter((name) => !(name in coveredByErasure))
      .map((about) => ({ about, fault: "holds students and is not in the list of what erasure covers" })),
    ...goneFrom(coveredByErasure, names, "what erasure covers"),
  ];
};
