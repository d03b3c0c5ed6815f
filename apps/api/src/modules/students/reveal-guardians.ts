import { rawStatement } from "@handrail/db/statement";
import { canSeeStudent } from "@handrail/domain/students/policy";
import type { Guardians, StudentInput } from "@handrail/domain/students/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import type { CommandContext } from "../../kernel/command.ts";
import { insist } from "../../kernel/refused.ts";
import { read } from "../../kernel/scope.ts";
import { contactFacts, type VaultDesk } from "../privacy/queries.ts";
import { recordReveal } from "../privacy/record-reveal.ts";
import { studentTies } from "./queries.ts";

const guardianIds = rawStatement<{ studentId: string }, { id: string }>()(sql`
  select g.id from student_guardians g
   where g.tenant_id = (select app.tenant_id()) and g.student_id = ${sql.placeholder("studentId")}::uuid
     and g.deleted_at is null
   order by not g.is_primary, g.relationship, g.id`);

/** The names and contacts of a student's guardians, if this person may have them; recorded before they leave. */
export const revealGuardians = async (
  { scope, wake, vault }: CommandContext & { readonly vault: VaultDesk },
  input: z.infer<typeof StudentInput>,
): Promise<Guardians> => {
  const purpose = "contact";
  const { decided, isNew } = await recordReveal(scope, {
    purpose,
    list: input.studentId,
    facts: contactFacts({ ...input, purpose }),
    guard: { ask: studentTies(input), insist: (actor, ties) => insist(canSeeStudent(actor, ties)) },
  });
  if (isNew) wake();
  const verdict = decided[0]?.verdict;
  if (verdict !== "shown") return { guardians: [], heldBack: verdict ?? "no_relationship" };
  const { rows } = await read(scope, guardianIds(input));
  const ids = rows[0].map(({ id }) => id);
  const found = new Map(
    (await vault.contactsOf(scope.tokenHash, ids)).map((contact) => [contact.guardianId, contact] as const),
  );
  const unknown = { name: null, phone: null, email: null };
  return { guardians: ids.map((guardianId) => ({ ...unknown, ...found.get(guardianId), guardianId })), heldBack: null };
};
