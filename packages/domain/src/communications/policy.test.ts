import { expect, it } from "vitest";

import type { Actor } from "../kernel/actor.ts";
import { canWriteAbout, type About } from "./policy.ts";

const actorWith = (...permissions: string[]): Actor =>
  ({ userId: "me", tenantId: "school", permissions, tools: [] }) as unknown as Actor;
const nobody = actorWith();
const student = { isResponsible: true, supports: false, isOnCase: false };
const stranger = { isResponsible: false, supports: false, isOnCase: false };
const myGroup = { ownerId: "me", isOnTeam: false, leads: false, facilitates: false };
const otherGroup = { ...myGroup, ownerId: "other" };
const myCase = { createdBy: "me", escalatedTo: null, isOnTeam: false };
const otherCase = { ...myCase, createdBy: "other" };
const plain: About = { student, intervention: null, case: null };

it.each<[string, Actor, About, string | true]>([
  ["a student of mine", nobody, plain, true],
  ["a student of others", nobody, { ...plain, student: stranger }, "no field"],
  ["a student whom nobody has", actorWith("students.read_all"), { ...plain, student: undefined }, "no field"],
  ["my intervention", nobody, { ...plain, intervention: { ties: myGroup, takesPart: true } }, true],
  ["mine, without them", nobody, { ...plain, intervention: { ties: myGroup, takesPart: false } }, "interventionId"],
  ["another's", nobody, { ...plain, intervention: { ties: otherGroup, takesPart: true } }, "interventionId"],
  [
    "another's, seen by right",
    actorWith("interventions.read_all"),
    { ...plain, intervention: { ties: otherGroup, takesPart: true } },
    true,
  ],
  ["my case", nobody, { ...plain, case: { ties: myCase, isTheirs: true } }, true],
  ["my case of another student", nobody, { ...plain, case: { ties: myCase, isTheirs: false } }, "caseId"],
  ["another's case", nobody, { ...plain, case: { ties: otherCase, isTheirs: true } }, "caseId"],
  ["read by right", actorWith("cases.read_all"), { ...plain, case: { ties: otherCase, isTheirs: true } }, true],
])("%s", (...[, actor, about, expected]) => {
  const verdict = canWriteAbout(actor, about);
  expect(verdict.allowed ? true : (verdict.refusal.field ?? "no field")).toBe(expected);
  if (!verdict.allowed) expect(verdict.refusal.situation).toBe("NOT_FOUND");
});
