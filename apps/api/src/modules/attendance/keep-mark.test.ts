import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import {
  addSession,
  newMutation,
  night,
  openAdmin,
  person,
  refusalOf,
  rowIn,
  situationOf,
  student,
  traceOf,
  wrongCounters,
  type Client,
  type Row,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let okafor: Client;
let park: Client;
let reyes: Client;
let sessionId: string;

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  okafor = (await world.signIn("okafor@alder.example")).client;
  park = (await world.signIn("park@alder.example")).client;
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});
let nights = 0;
beforeEach(async () => {
  nights += 1;
  sessionId = await addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn: night(nights),
    students: [0],
  });
});

const mark = async (
  client: Client,
  value: { status: Row["status"]; note?: string; minutesLate?: number },
  baseVersion: number,
) => {
  const mutationId = newMutation();
  const marks = [{ studentId: student(0), baseVersion, ...value }];
  const { results } = await client.attendance.record.mutate({ mutationId, sessionId, marks });
  return { mutationId, outcome: results[0]?.outcome };
};
const held = async () => rowIn(await okafor.attendance.roster.query({ sessionId }), 0);
const keep = (what: string, baseVersion: number, client = okafor) =>
  client.attendance.keep.mutate({
    mutationId: newMutation(),
    sessionId,
    studentId: student(0),
    keep: what,
    baseVersion,
  });

/** Okafor's Present stands; Park, who had seen neither, says Tardy. */
const disagree = async () => {
  await mark(okafor, { status: "present", note: "Mine." }, 1);
  return mark(park, { status: "tardy", minutesLate: 9, note: "Hers." }, 1);
};

describe("two values for one row", () => {
  test("stay both until one is chosen", async () => {
    const { mutationId, outcome } = await disagree();
    expect(outcome).toBe("contested");
    expect(await held()).toMatchObject({
      status: "present",
      note: "Mine.",
      takenBy: person("okafor"),
      version: 3,
      contested: [{ mutationId, status: "tardy", minutesLate: 9, note: "Hers.", by: person("park") }],
    });
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("keeping the current one ends the others and changes nothing else", async () => {
    await disagree();
    const before = await held();
    const answer = await keep("current", 3, park);
    expect(answer.row).toEqual({ ...before, version: 4, contested: [] });
    expect(await held()).toEqual(answer.row);
    expect(await wrongCounters(admin)).toEqual([]);
  });

  test("keeping a claim makes it the row's, as its author's, and counts it", async () => {
    const { mutationId } = await disagree();
    const answer = await keep(mutationId, 3, reyes);
    expect(answer.row).toMatchObject({
      status: "tardy",
      minutesLate: 9,
      minutesAttended: 21,
      note: "Hers.",
      takenBy: person("park"),
      contested: [],
    });
    expect(await held()).toEqual(answer.row);
    expect(await wrongCounters(admin)).toEqual([]);
    const [last] = await okafor.attendance.history.query({ sessionId, studentId: student(0) });
    expect(last).toMatchObject({
      by: { name: "Mr Reyes" },
      before: { status: "present", minutesLate: null, note: "Mine." },
      after: { status: "tardy", minutesLate: 9, note: "Hers." },
    });
  });

  test("choosing by an old look is refused", async () => {
    const { mutationId } = await disagree();
    expect(await refusalOf(keep(mutationId, 2))).toMatchObject({ situation: "STALE_VERSION", status: 409 });
    expect((await held()).contested).toHaveLength(1);
  });

  test("a claim that is not there cannot be kept", async () => {
    await disagree();
    expect(await situationOf(keep(newMutation(), 3))).toBe("ALREADY_DECIDED");
  });

  test("where nothing is contested there is nothing to do", async () => {
    const before = await traceOf(admin, sessionId);
    expect((await keep("current", 1)).row).toEqual(await held());
    expect(await traceOf(admin, sessionId)).toEqual(before);
  });

  test("marking the row in full view of both decides as well", async () => {
    await disagree();
    expect((await mark(okafor, { status: "present" }, 3)).outcome).toBe("recorded");
    expect(await held()).toMatchObject({ status: "present", note: "Mine.", contested: [], version: 4 });
  });

  test("the newest claim of a person replaces their older one", async () => {
    await disagree();
    await mark(park, { status: "absent" }, 1);
    await mark(reyes, { status: "excused" }, 1);
    const claims = (await held()).contested;
    expect(claims.map(({ status, by }) => [status, by])).toEqual([
      ["absent", person("park")],
      ["excused", person("reyes")],
    ]);
  });

  test("a claim of someone who is not expected any more is not kept as a mark", async () => {
    await mark(okafor, { status: "present" }, 1);
    await mark(okafor, { status: "scheduled" }, 2);
    const { mutationId, outcome } = await mark(park, { status: "absent" }, 1);
    expect(outcome).toBe("contested");
    const away = { mutationId: newMutation(), sessionId, studentId: student(0), expected: false, baseVersion: 4 };
    await okafor.attendance.setExpectation.mutate(away);
    expect(await situationOf(keep(mutationId, 5))).toBe("NOT_EXPECTED");
    expect((await keep("current", 5)).row).toMatchObject({
      status: "scheduled",
      expectation: "not_expected",
      contested: [],
    });
    expect(await wrongCounters(admin)).toEqual([]);
  });
});
