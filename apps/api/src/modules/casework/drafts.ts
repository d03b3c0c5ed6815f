import { rawStatement } from "@handrail/db/statement";
import { canOpenCaseFor, canSeeCase } from "@handrail/domain/casework/policy";
import {
  DraftBody,
  type Drafts,
  type DraftSaved,
  type DropDraftInput,
  type SaveDraftInput,
} from "@handrail/domain/casework/recorder-schema";
import { sql } from "drizzle-orm";

import { command, nothingToDo } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { studentForCase } from "./case-facts.ts";
import { dropOwnDraft } from "./case-writes.ts";
import { caseTies } from "./queries.ts";

const tenant = sql`(select app.tenant_id())`;
const own = sql`d.tenant_id = ${tenant} and d.user_id = (select app.user_id())`;
const nobody = "00000000-0000-0000-0000-000000000000";

const heldDraft = rawStatement<{ draftId: string }, { version: number; savedAt: string }>()(sql`
  select d.version, d.updated_at as "savedAt" from case_drafts d
   where ${own} and d.id = ${sql.placeholder("draftId")}::uuid for update`);

const keepDraft = rawStatement<{ row: string }>()(sql`
  insert into case_drafts as d (tenant_id, id, user_id, student_id, case_id, kind, body, version, updated_at)
  select ${tenant}, r.id, (select app.user_id()), r.student_id, r.case_id, r.kind, r.body, r.version, r.updated_at
    from jsonb_populate_record(null::case_drafts, ${sql.placeholder("row")}::jsonb) r
  on conflict (tenant_id, id) do nothing`);

const replaceDraft = rawStatement<{ row: string }>()(sql`
  update case_drafts d set student_id = r.student_id, case_id = r.case_id, kind = r.kind, body = r.body, version = r.version,
    updated_at = r.updated_at
    from jsonb_populate_record(null::case_drafts, ${sql.placeholder("row")}::jsonb) r
   where ${own} and d.id = r.id`);

/**
 * Keeps what a person is still writing. It is nobody else's and said to nobody yet: no event, no line of the audit log,
 * and no words in the answer that is kept for a repeated request.
 */
export const saveDraft = command({
  name: "casework.saveDraft",
  facts: (input: SaveDraftInput) => [
    heldDraft(input),
    studentForCase({ studentId: input.studentId ?? nobody }),
    caseTies({ caseId: input.caseId ?? nobody }),
  ],
  decide: (tx, input, [[held], [student], [ties]]) => {
    const { draftId, studentId, caseId, kind, body } = input;
    if (studentId !== null && caseId === null) insist(canOpenCaseFor(tx.actor, student));
    if (caseId !== null) {
      insist(canSeeCase(tx.actor, ties));
      if (studentId !== null && ties?.studentId !== studentId)
        throw no("NOT_FOUND", "There is no such student in this case.", { field: "studentId" });
    }
    if (held !== undefined && held.version !== input.version) {
      const savedAt = new Date(held.savedAt).toISOString();
      return nothingToDo<DraftSaved>({ draftId, outcome: "newer", version: held.version, savedAt });
    }
    const version = input.version + 1;
    const row = JSON.stringify({
      id: draftId,
      // The case names its student.
      student_id: caseId === null ? studentId : null,
      case_id: caseId,
      kind,
      body,
      version,
      updated_at: tx.now,
    });
    tx.write(held === undefined ? keepDraft({ row }) : replaceDraft({ row }));
    return nothingToDo<DraftSaved>({ draftId, outcome: "saved", version, savedAt: tx.now });
  },
});

export const dropDraft = command({
  name: "casework.dropDraft",
  facts: (input: DropDraftInput) => [heldDraft(input)],
  decide: (tx, { draftId }, [[held]]) => {
    if (held !== undefined) tx.write(dropOwnDraft({ draftId }));
    return nothingToDo({ gone: held !== undefined });
  },
});

interface DraftRow extends Omit<Drafts[number], "body" | "savedAt"> {
  readonly body: string;
  readonly savedAt: string;
}

const ownDrafts = rawStatement<object, DraftRow>()(sql`
  select d.id, d.kind, st.id as "studentId", st.display_code as "displayCode", d.case_id as "caseId", d.body::text as body,
    d.version, d.updated_at as "savedAt"
    from case_drafts d
    left join cases c on c.tenant_id = d.tenant_id and c.id = d.case_id
    left join students st on st.tenant_id = d.tenant_id and st.id = coalesce(d.student_id, c.student_id)
   where ${own} order by d.updated_at desc limit 50`);

export const drafts = async (scope: Scope): Promise<Drafts> => {
  const { rows } = await read(scope, ownDrafts({}));
  return rows[0].map((row) => ({
    ...row,
    savedAt: new Date(row.savedAt).toISOString(),
    // Kept by an older version under a shape that is no draft any more.
    body: DraftBody.safeParse(JSON.parse(row.body)).data ?? {},
  }));
};
