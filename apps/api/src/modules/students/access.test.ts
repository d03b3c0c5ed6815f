import { demoIds } from "@handrail/db/seed/ids";
import { afterAll, beforeAll, expect, it } from "vitest";

import { callAs } from "../../proofs/principals.fixture.ts";
import { procedures } from "../../proofs/procedures.fixture.ts";
import { newMutation } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { at } from "./students.fixture.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Every procedure about one student; whoever may not see the student hears that there is none. */
const aboutOne = ["page", "thread", "guardians", "access", "report"] as const;

type Verdict = "yes" | "NOT_FOUND" | "NOT_ALLOWED" | "TOOL_MISSING" | "NOT_SIGNED_IN";
interface Case {
  readonly who: string | null;
  readonly tie: string;
  readonly student: string;
  readonly page: Verdict;
  readonly looks: Verdict;
}

// 0 is in Reading Boost alone, 5 in the Social Skills Group; 71 is of Ms Park's class; 1 is in nothing.
const cases: readonly Case[] = [
  { who: null, tie: "nobody", student: at(0), page: "NOT_SIGNED_IN", looks: "NOT_SIGNED_IN" },
  { who: "novak", tie: "another role", student: at(0), page: "TOOL_MISSING", looks: "TOOL_MISSING" },
  { who: "okafor", tie: "facilitates", student: at(0), page: "yes", looks: "NOT_ALLOWED" },
  { who: "park", tie: "is on the team", student: at(0), page: "yes", looks: "NOT_ALLOWED" },
  { who: "park", tie: "is responsible", student: at(71), page: "yes", looks: "NOT_ALLOWED" },
  { who: "sen", tie: "owns", student: at(5), page: "yes", looks: "NOT_ALLOWED" },
  { who: "ito", tie: "none", student: at(0), page: "NOT_FOUND", looks: "NOT_ALLOWED" },
  { who: "sen", tie: "none", student: at(0), page: "NOT_FOUND", looks: "NOT_ALLOWED" },
  { who: "okafor", tie: "none", student: at(1), page: "NOT_FOUND", looks: "NOT_ALLOWED" },
  { who: "reyes", tie: "sees all", student: at(1), page: "yes", looks: "yes" },
  { who: "lindqvist", tie: "sees all", student: at(1), page: "yes", looks: "yes" },
  { who: "reyes", tie: "another school", student: demoIds.student("cedar", 0), page: "NOT_FOUND", looks: "NOT_FOUND" },
];

const verdictOf = async (who: string | null, name: string, input: unknown): Promise<string | null> => {
  const cookie = who === null ? null : (await world.signIn(`${who}@alder.example`)).cookie;
  const { status, situation } = await callAs(world.url, cookie, [name, input]);
  return status === 200 ? "yes" : situation;
};

it.each(cases)("$who, who $tie: $page", async ({ who, student, page, looks }) => {
  const asked = { studentId: student };
  for (const name of aboutOne)
    expect({ name, verdict: await verdictOf(who, `students.${name}`, asked) }).toEqual({ name, verdict: page });
  // Each has a permission of its own; in this school the same people hold both.
  expect(await verdictOf(who, "students.looks", asked)).toBe(looks);
  expect(await verdictOf(who, "students.exportReport", { mutationId: newMutation(), ...asked })).toBe(looks);
});

it("lists and searches are open to the tool, and hold nobody beyond", async () => {
  const expected = { novak: "TOOL_MISSING", okafor: "yes", sen: "yes", reyes: "yes" };
  for (const [who, verdict] of Object.entries(expected)) {
    expect(await verdictOf(who, "students.list", {})).toBe(verdict);
    expect(await verdictOf(who, "students.search", { query: "ke" })).toBe(verdict);
  }
});

it("the table speaks of every procedure of the module", () => {
  const known = [...aboutOne, "looks", "exportReport", "exportList", "list", "search"].map(
    (name) => `students.${name}`,
  );
  expect([...procedures.keys()].filter((name) => name.startsWith("students.")).toSorted()).toEqual(known.toSorted());
});
