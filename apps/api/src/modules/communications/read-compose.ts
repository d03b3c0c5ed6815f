import { canWriteAbout } from "@handrail/domain/communications/policy";
import { heldBecause } from "@handrail/domain/communications/rules";
import type { Compose, ComposeInput, Templates } from "@handrail/domain/communications/schema";
import { has } from "@handrail/domain/kernel/actor";
import { byWords } from "@handrail/domain/kernel/word-order";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { aboutFacts, aboutOf } from "./about.ts";
import { guardiansOf, retiredTemplates, sentToday, templates, valueFacts } from "./queries.ts";
import { valuesOf } from "./values.ts";

/** What is needed to write to the family of a student: whom, with which templates, and what their variables stand for. */
export const readCompose = async (scope: Scope, input: z.infer<typeof ComposeInput>): Promise<Compose> => {
  const { studentId, interventionId = null } = input;
  const { actor, rows } = await read(
    scope,
    ...aboutFacts(input),
    guardiansOf({ studentId }),
    templates({}),
    valueFacts({ studentId, interventionId, staffId: null }),
    sentToday({ studentId }),
  );
  const [ties, groups, part, cases, guardians, known, [facts], today] = rows;
  insist(canWriteAbout(actor, aboutOf(input, [ties, groups, part, cases])));
  if (facts === undefined) throw no("NOT_FOUND", "This student does not exist, or you may not see this student.");
  return {
    displayCode: facts.displayCode,
    values: valuesOf(facts, new Date().toISOString()),
    guardians: guardians.map((one) => ({
      guardianId: one.id as Compose["guardians"][number]["guardianId"],
      relationship: one.relationship,
      isPrimary: one.isPrimary,
      held: heldBecause(one),
    })),
    templates: [...known],
    sentToday: today.map(({ lineId }) => lineId),
  };
};

export const readTemplates = async (scope: Scope): Promise<z.infer<typeof Templates>> => {
  const { actor, rows } = await read(scope, templates({}), retiredTemplates({}));
  const [known, retired] = rows;
  const mayManage = has(actor, "messages.manage_templates");
  const byName = retired.toSorted((a, b) => byWords(a.name, b.name));
  return { templates: [...known], retired: mayManage ? byName : [], mayManage };
};
