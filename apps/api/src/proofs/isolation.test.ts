import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { canariesOf, fingerprint, idsOf, leaksIn, settle, tiesOf } from "./isolation-world.fixture.ts";
import { callAs, everyPrincipal, type Principal, type School } from "./principals.fixture.ts";
import { idPathsOf, inputOf, procedures, withAt, type Path } from "./procedures.fixture.ts";
import { samples, type Ids } from "./samples.fixture.ts";

let world: World;
let admin: postgres.Sql;
let principals: Principal[];
let canaries: Record<School, ReadonlySet<string>>;

const otherSchool = (school: School): School => (school === "alder" ? "cedar" : "alder");

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  principals = await everyPrincipal(world, admin);
  await settle(admin);
  canaries = { alder: await canariesOf(admin, "alder"), cedar: await canariesOf(admin, "cedar") };
});

afterAll(async () => {
  await admin.end();
  await world.close();
});

const randomIds = (): Ids => ({
  session: newId(),
  student: newId(),
  signIn: newId(),
  claim: newId(),
  tenant: newId(),
  intervention: newId(),
  program: newId(),
  enrollment: newId(),
  user: newId(),
  room: newId(),
  case: newId(),
  entry: newId(),
  action: newId(),
});

/** The paths to replace: each alone, and all of them together. */
const choicesOf = (paths: readonly Path[]): (readonly Path[])[] => [
  ...paths.map((path) => [path]),
  ...(paths.length > 1 ? [paths] : []),
];

/** An input whose named places hold ids of `from` and whose other places hold the caller's own. */
const filled = (name: string, own: Ids, { paths, from }: { paths: readonly Path[]; from: Ids }): unknown => {
  const sample = samples[name];
  if (sample?.input == null) throw new Error(`No input for ${name}`);
  let input: unknown = sample.input(own);
  for (const path of paths) {
    const kind = sample.ids[path.join(".")];
    if (kind === undefined) throw new Error(`${name}: nothing is said of ${path.join(".")}`);
    input = withAt(input, path, from[kind]);
  }
  return input;
};

/** The answer without the ids that the request named: those it may say back. */
const withoutEcho = (text: string, ids: Ids): string =>
  Object.values(ids).reduce((left: string, id: string) => left.replaceAll(id, "(sent)"), text);

describe("the table of procedures", () => {
  it("covers every procedure, and names every id in its input", () => {
    expect(Object.keys(samples).toSorted()).toEqual([...procedures.keys()].toSorted());
    for (const [name, sample] of Object.entries(samples)) {
      const paths = idPathsOf(name).map((path) => path.join("."));
      expect({ name, ids: Object.keys(sample.ids).toSorted() }).toEqual({ name, ids: paths.toSorted() });
      expect({ name, hasInput: sample.input !== null }).toEqual({ name, hasInput: inputOf(name) !== undefined });
    }
  });

  it("finds the access and the output of every procedure declared", () => {
    for (const [name, { meta, output }] of procedures) {
      expect({ name, hasAccess: meta?.access !== undefined }).toEqual({ name, hasAccess: true });
      expect({ name, hasOutput: typeof output === "object" && output !== null }).toEqual({ name, hasOutput: true });
    }
    const open = [...procedures].filter(([, { meta }]) => meta?.access === "open").map(([name]) => name);
    expect(open.toSorted()).toEqual(["access.signIn", "access.signInCode"]);
  });

  it("refuses those who are not signed in wherever sign-in is needed", async () => {
    const outside = principals.filter(({ isIn }) => !isIn);
    expect(outside).toHaveLength(3);
    const own = await idsOf(admin, "alder", null);
    for (const { label, cookie } of outside)
      for (const [name, { meta }] of procedures) {
        if (meta?.access === "open" || name === "access.signOut") continue;
        const { status, situation } = await callAs(world.url, cookie, [name, samples[name]?.input?.(own)]);
        expect({ label, name, status, situation }).toEqual({ label, name, status: 401, situation: "NOT_SIGNED_IN" });
      }
  });
});

describe("an id of another school, and of another person's session", () => {
  it("is answered byte for byte as an id that nobody ever had, and changes nothing", async () => {
    const before = await fingerprint(admin);
    const counts = { pairs: 0, foreign: 0, otherRole: 0 };
    const differences: unknown[] = [];
    const leaks: unknown[] = [];
    const compare = async (
      principal: Principal,
      name: string,
      parts: { own: Ids; real: Ids; paths: readonly Path[] },
    ) => {
      const { own, real, paths } = parts;
      const random = randomIds();
      const pair = [
        { ids: real, input: filled(name, own, { paths, from: real }) },
        { ids: random, input: filled(name, own, { paths, from: random }) },
      ] as const;
      const [first, second] = await Promise.all(
        pair.map(async ({ ids, input }) => {
          const answer = await callAs(world.url, principal.cookie, [name, input]);
          const found = leaksIn(answer.text, canaries[otherSchool(principal.school)], JSON.stringify(input));
          if (found.length > 0) leaks.push({ who: principal.label, name, paths, found });
          return { status: answer.status, text: withoutEcho(answer.text, ids) };
        }),
      );
      counts.pairs += 1;
      if (JSON.stringify(first) !== JSON.stringify(second))
        differences.push({ who: principal.label, name, paths, first, second });
    };
    const walk = async (principal: Principal): Promise<void> => {
      const { school, hasTool, seesAll } = principal;
      const ties = await tiesOf(admin, principal);
      const own = await idsOf(admin, school, ties.mine ?? ties.team ?? ties.others);
      const foreign = await idsOf(admin, otherSchool(school), null);
      const hidden = ties.others === null || seesAll ? null : await idsOf(admin, school, ties.others);
      for (const name of procedures.keys()) {
        if (samples[name]?.isAboutSignIn === true && principal.label !== "anonymous") continue;
        for (const paths of choicesOf(idPathsOf(name))) {
          await compare(principal, name, { own, real: foreign, paths });
          counts.foreign += 1;
          // A student of another list may well join one's own as a guest; the session is what is not theirs.
          const [[start] = []] = paths;
          if (hidden === null || !hasTool || start !== "sessionId") continue;
          await compare(principal, name, { own, real: hidden, paths });
          counts.otherRole += 1;
        }
      }
    };
    await Promise.all(principals.map(walk));
    expect({ differences, leaks }).toEqual({ differences: [], leaks: [] });
    expect(counts.foreign).toBeGreaterThanOrEqual(280);
    expect(counts.otherRole).toBeGreaterThanOrEqual(40);
    await settle(admin);
    expect(await fingerprint(admin)).toEqual(before);
    // Thousands of pairs, and more with every procedure: a limit to end a hang.
  }, 300_000);

  it("is found by no one's lists: what each person reads holds nothing of the other school", async () => {
    let read = 0;
    for (const principal of principals.filter(({ isIn }) => isIn)) {
      const ties = await tiesOf(admin, principal);
      const own = await idsOf(admin, principal.school, ties.mine ?? ties.team ?? ties.others);
      for (const name of [
        "access.me",
        "access.signIns",
        "sessions.day",
        "attendance.roster",
        "attendance.history",
        "attendance.guestOptions",
        "privacy.revealNames",
      ]) {
        const { status, text } = await callAs(world.url, principal.cookie, [name, samples[name]?.input?.(own)]);
        const leaks = leaksIn(text, canaries[otherSchool(principal.school)], "");
        expect({ who: principal.label, name, leaks }).toEqual({ who: principal.label, name, leaks: [] });
        if (status === 200) read += 1;
      }
    }
    // The scan means nothing where nobody could read anything.
    expect(read).toBeGreaterThanOrEqual(50);
  });

  it("would be noticed: the scan sees an id and a code of the other school", async () => {
    const foreign = await idsOf(admin, "cedar", null);
    expect(leaksIn(`{"id":"${foreign.student}"}`, canaries.cedar, "")).toEqual([foreign.student]);
    expect(leaksIn(`{"school":"Cedar Music School"}`, canaries.cedar, "")).toEqual(["Cedar Music School"]);
  });
});
