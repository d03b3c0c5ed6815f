import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { demoIds } from "@handrail/db/seed/ids";
import type * as Policy from "@handrail/domain/privacy/policy";
import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import type * as Refusing from "../kernel/refused.ts";
import type * as Scoping from "../kernel/scope.ts";
import { startWorld, type World } from "../testing/world.ts";
import { tiesOf } from "./isolation-world.fixture.ts";
import { callAs, everyPrincipal, type Principal } from "./principals.fixture.ts";
import { procedures } from "./procedures.fixture.ts";
import { callsOnSession, cellOf } from "./session-cells.fixture.ts";

/** The guard that is missing just now: where it stands, or the procedure whose declared access it is. */
const removed = vi.hoisted(() => ({ site: "", access: false, nameVerdict: false }));

vi.mock("../kernel/refused.ts", async (original) => {
  const real = await original<typeof Refusing>();
  const insist: typeof real.insist = (verdict) => {
    if (removed.site !== "" && new Error().stack?.includes(removed.site) === true) return;
    real.insist(verdict);
  };
  return { ...real, insist };
});
vi.mock("../kernel/scope.ts", async (original) => {
  const real = await original<typeof Scoping>();
  const mintScope: typeof real.mintScope = (parts) =>
    real.mintScope(removed.access ? { ...parts, access: "signed_in" } : parts);
  return { ...real, mintScope };
});
vi.mock("@handrail/domain/privacy/policy", async (original) => {
  const real = await original<typeof Policy>();
  const nameVerdict: typeof real.nameVerdict = (actor, facts) =>
    removed.nameVerdict ? "shown" : real.nameVerdict(actor, facts);
  return { ...real, nameVerdict };
});

const modules = resolve(import.meta.dirname, "../modules");
/** Whose cells the matrix of sessions holds. */
const guarded = ["attendance", "privacy", "sessions"];
/** Planning sessions ahead is not about a session that is held: those commands need cells of their own. */
const isOfAnotherMatrix = (path: string): boolean =>
  path.startsWith("sessions/") && !/\/(finish|reopen)-session\.ts$/.test(path);

/** Every place where a command or read insists on a policy, as a stack trace names it. */
const sites = guarded.flatMap((module) =>
  readdirSync(join(modules, module))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !isOfAnotherMatrix(`${module}/${name}`))
    .flatMap((name) => {
      const lines = readFileSync(join(modules, module, name), "utf8").split("\n");
      const policies = lines.flatMap(
        (line) => /^import \{(.*)\} from "@handrail\/domain\/\w+\/policy"/.exec(line)?.[1]?.match(/\bcan\w+/g) ?? [],
      );
      return lines.flatMap((line, index) => {
        const policy = /\binsist\((can\w+)\(/.exec(line)?.[1];
        return policy !== undefined && policies.includes(policy) ? [`modules/${module}/${name}:${index + 1}:`] : [];
      });
    }),
);

let world: World;
let admin: postgres.Sql;
/** Who holds no tool for it, whose session it is not, and who may read every session and change none. */
let people: Readonly<Record<"withoutTool" | "stranger" | "reader", Principal>>;
let session: string;
let intervention: string;

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  const principals = await everyPrincipal(world, admin);
  const named = (name: string): Principal => {
    const found = principals.find(({ label }) => label === name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  };
  people = { withoutTool: named("novak"), stranger: named("ito"), reader: named("suspended") };
  session = (await tiesOf(admin, people.stranger)).others ?? "";
  const [of] = await admin<{ id: string }[]>`select intervention_id as id from sessions where id = ${session}`;
  intervention = of?.id ?? "";
  // Somebody whom nothing ties to anyone, back at work.
  await admin`update users set status = 'active' where email = 'away@alder.example'`;
  await admin`delete from role_permissions where role_id = ${demoIds.role("alder", "owner")}
    and permission not in ('sessions.read_all', 'attendance.walk_in')`;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const reads = new Set(["attendance.roster", "attendance.history"]);

type Call = readonly [name: string, input: unknown];

const callsNow = async (): Promise<readonly Call[]> => {
  const cell = await cellOf(admin, session);
  const found = Object.entries(callsOnSession).flatMap(([name, inputs]) =>
    inputs.map((inputFor): Call => [name, inputFor(cell)]),
  );
  const studentIds = [newId()];
  return [
    ...found,
    ["privacy.revealStudents", { purpose: "search", studentIds }],
    ["privacy.revealStudents", { purpose: "intervention", studentIds, interventionId: intervention }],
  ];
};

const isOfIntervention = (input: unknown): boolean =>
  typeof input === "object" && input !== null && "interventionId" in input;

const isRosterOfNames = (input: unknown): boolean =>
  typeof input === "object" && input !== null && "purpose" in input && input.purpose === "roster";

const expected = (who: keyof typeof people, [name, input]: Call): string => {
  if (who === "withoutTool") return "TOOL_MISSING";
  if (name === "privacy.revealStudents") return isOfIntervention(input) ? "NOT_FOUND" : "no names";
  if (who === "stranger") return "NOT_FOUND";
  if (name === "privacy.revealNames" && isRosterOfNames(input)) return "no names";
  return reads.has(name) ? "yes" : "NOT_ALLOWED";
};

const answerTo = async (who: keyof typeof people, call: Call): Promise<string> => {
  const { situation, text } = await callAs(world.url, people[who].cookie, call);
  if (situation !== null) return situation;
  return text.includes('"names":[]') ? "no names" : "yes";
};

/** Calls that were answered otherwise than the matrix says. */
const wrong = async (only?: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const who of ["withoutTool", "stranger", "reader"] as const)
    for (const call of await callsNow()) {
      if (only !== undefined && call[0] !== only) continue;
      const answer = await answerTo(who, call);
      if (answer !== expected(who, call)) found.push(`${who} ${call[0]}: ${answer}`);
    }
  return found;
};

test("with every guard in its place nothing is wrong", async () => {
  expect(await wrong()).toEqual([]);
  expect(sites.length).toBeGreaterThanOrEqual(10);
});

test.each(sites)("without the guard at %s something is", async (site) => {
  removed.site = site;
  try {
    expect(await wrong()).not.toEqual([]);
  } finally {
    removed.site = "";
  }
});

const declared = Object.keys(callsOnSession).filter((name) => procedures.get(name)?.meta?.access !== "signed_in");

/** Names of a roster are guarded twice: the purpose takes the same tool. Each holds alone, so both are removed. */
const twins: Readonly<Record<string, string | undefined>> = {
  "privacy.revealNames": sites.find((site) => site.includes("/record-reveal.ts:")),
};

test.each(declared)("without the declared access of %s something is", async (name) => {
  removed.access = true;
  removed.site = twins[name] ?? "";
  try {
    expect(await wrong(name)).not.toEqual([]);
  } finally {
    removed.access = false;
    removed.site = "";
  }
});

test("without the verdict over names they are shown", async () => {
  removed.nameVerdict = true;
  try {
    expect(await wrong("privacy.revealNames")).not.toEqual([]);
  } finally {
    removed.nameVerdict = false;
  }
});

test("and with every guard back nothing is wrong again", async () => {
  expect(await wrong()).toEqual([]);
});
