import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import {
  chanceFrom,
  insisting,
  isRefusal,
  newMutation,
  openAdmin,
  overlaps,
  person,
  tenantId,
  wrongCounters,
  type Client,
  type Refusal,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { clearPlan, mondayIn, pattern, room4, scheduled } from "./schedule.fixture.ts";

let world: World;
let admin: postgres.Sql;
let cookies: string[] = [];
const clientOf = (index: number): Client => world.client({ cookie: cookies[index % cookies.length] ?? "" });

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  cookies = await Promise.all(
    ["reyes", "haddad", "lindqvist"].map(async (name) => (await world.signIn(`${name}@alder.example`)).cookie),
  );
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});
beforeEach(() => clearPlan(admin));

const interventions = ["reading-boost", "social-skills", "check-in", "attendance-mentors"].map((key) =>
  demoIds.intervention("alder", key),
);

const isToldWhy = ({ situation, details }: Refusal): boolean =>
  situation === "SESSION_CLASH" && typeof details["title"] === "string" && details["title"] !== "";

test(
  "32 who schedule into one room at once: no overlap, and every loser learns what is in the way",
  { timeout: 120_000 },
  async () => {
    const seed = Date.now() % 1_000_000;
    const chance = chanceFrom(seed);
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => {
        const localTime = `${10 + Math.floor(chance() * 3)}:${Math.floor(chance() * 6)}0`;
        return insisting(() =>
          clientOf(index).sessions.schedule.mutate({
            mutationId: newMutation(),
            interventionId: interventions[index % interventions.length] ?? "",
            patterns: [pattern({ localTime, facilitatorId: index % 2 === 0 ? person("okafor") : person("ito") })],
            choices: [],
            count: 8,
          }),
        );
      }),
    );
    const lost = answers.filter(isRefusal);
    process.stdout.write(`schedules, seed ${seed}: ${32 - lost.length} saved, ${lost.length} told of a clash\n`);
    expect(lost.length).toBeLessThan(32);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.filter((refusal) => !isToldWhy(refusal))).toEqual([]);
    expect(await overlaps(admin)).toEqual([]);
    expect(await wrongCounters(admin)).toEqual([]);
    // Whole or not at all.
    const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from sessions where tenant_id = ${tenantId} and start_time >= ${mondayIn(1)}::date`;
    expect(row?.n).toBe(8 * (32 - lost.length));
  },
);

test(
  "32 who restore cancelled sessions over each other: one wins each time, the others are told",
  { timeout: 120_000 },
  async () => {
    // Each is cancelled before the next takes its time: all of them want the same hour back.
    const wanted: { interventionId: string; sessionId: string }[] = [];
    for (const interventionId of [...interventions, ...interventions]) {
      const { sessionIds } = await scheduled(clientOf(0), interventionId, [pattern({ endsOn: mondayIn(1) })]);
      const sessionId = sessionIds[0] ?? "";
      await clientOf(0).sessions.cancel.mutate({
        mutationId: newMutation(),
        sessionId,
        version: 1,
        scope: "one",
        reason: "Snow",
      });
      wanted.push({ interventionId, sessionId });
    }
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => {
        const { interventionId, sessionId } = wanted[index % wanted.length] ?? { interventionId: "", sessionId: "" };
        return insisting(() =>
          clientOf(index).sessions.restore.mutate({
            mutationId: newMutation(),
            interventionId,
            sessionIds: [sessionId],
          }),
        );
      }),
    );
    const lost = answers.filter(isRefusal);
    expect(32 - lost.length).toBe(1);
    // Whoever asks for the session that has just come back learns that it is not cancelled any more.
    const clashed = lost.filter(({ situation }) => situation === "SESSION_CLASH");
    expect(lost.filter(({ situation }) => situation !== "SESSION_CLASH").map(({ situation }) => situation)).toEqual(
      Array(3).fill("IMPOSSIBLE_MOVE"),
    );
    expect(clashed.filter((refusal) => !isToldWhy(refusal))).toEqual([]);
    expect(await overlaps(admin)).toEqual([]);
    expect(await wrongCounters(admin)).toEqual([]);
    const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from bookings b where b.active and b.resource_id = ${room4} and lower(b.during) > now()`;
    expect(row?.n).toBe(1);
  },
);
