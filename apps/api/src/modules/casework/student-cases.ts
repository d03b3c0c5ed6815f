import { rawStatement } from "@handrail/db/statement";
import type { StudentCases } from "@handrail/domain/casework/case-schema";
import { canSeeCase, isOnCase } from "@handrail/domain/casework/policy";
import { isRecurring, isWithoutImprovement } from "@handrail/domain/casework/rules";
import { has } from "@handrail/domain/kernel/actor";
import type { StudentId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import { canSeeStudent } from "@handrail/domain/students/policy";
import { sql } from "drizzle-orm";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { studentTies } from "../students/queries.ts";
import { caseColumns, caseJoins, isMine, me, rowOf, tenant, type RawCase } from "./case-rows.ts";
import { entriesOf, entryColumns, entryJoins, type RawEntry } from "./entry-rows.ts";

const studentId = sql`${sql.placeholder("studentId")}::uuid`;
const isSeen = sql`((select reads_all from me) or ${isMine})`;

const head = rawStatement<{ studentId: string }, { displayCode: string; today: Day }>()(sql`
  with ${me} select st.display_code as "displayCode", me.today::text as today
    from me, students st where st.tenant_id = ${tenant} and st.id = ${studentId} and st.deleted_at is null`);

export const studentCaseRows = rawStatement<
  { studentId: string },
  RawCase & { isOnTeam: boolean; openedOn: Day; closedAt: string | null; resolutionNotes: string | null }
>()(sql`
  with ${me}
  select ${caseColumns}, (c.created_at at time zone (select zone from me))::date::text as "openedOn",
    c.closed_at as "closedAt", c.resolution_notes as "resolutionNotes",
    exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = (select app.user_id())) as "isOnTeam"
    from cases c ${caseJoins}
   where c.tenant_id = ${tenant} and c.student_id = ${studentId} and c.deleted_at is null and ${isSeen}
   order by c.created_at desc, c.id desc limit 200`);

export const studentEntryRows = rawStatement<{ studentId: string }, RawEntry>()(sql`
  with ${me}
  select ${entryColumns} from case_entries e
    join cases c on c.tenant_id = e.tenant_id and c.id = e.case_id ${entryJoins}
   where e.tenant_id = ${tenant} and e.student_id = ${studentId} and c.deleted_at is null and ${isSeen}
   order by e.case_id, e.number limit 2000`);

/** Everything that was done about a student, as far as the reader may see it. */
export const studentCases = async (scope: Scope, input: { studentId: StudentId }): Promise<StudentCases> => {
  const { actor, rows } = await read(
    scope,
    head(input),
    studentTies(input),
    studentCaseRows(input),
    studentEntryRows(input),
  );
  const [[student], [ties], found, rawEntries] = rows;
  // Whoever worked on a case of theirs may read it again, also after the student has moved on.
  if (found.length === 0) insist(canSeeStudent(actor, ties));
  if (student === undefined) throw no("NOT_FOUND", "This student does not exist, or you may not see this student.");
  const now = new Date().toISOString();
  const cases = found.filter((one) => canSeeCase(actor, one).allowed);
  const entries = cases.flatMap((one) =>
    entriesOf(
      rawEntries.filter(({ caseId }) => caseId === one.id),
      { actor, ties: one, version: one.version, now },
    ),
  );
  const shown = cases.map((one) => rowOf(one, student.today));
  const counts = {
    active: cases.filter(({ status }) => status !== "closed").length,
    improving: cases.filter(({ status }) => status === "improving").length,
    meetings: cases.reduce((sum, one) => sum + one.meetings - (isOnCase(actor, one) ? 0 : one.restrictedMeetings), 0),
  };
  return {
    studentId: input.studentId,
    displayCode: student.displayCode,
    covers: has(actor, "cases.read_all") ? "school" : "mine",
    meetings: counts.meetings,
    isRecurring: isRecurring(counts),
    withoutImprovement: isWithoutImprovement(counts, {
      activeSince: cases.findLast(({ status }) => status !== "closed")?.openedOn ?? null,
      today: student.today,
    }),
    cases: shown,
    entries: entries.sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id)),
  };
};
