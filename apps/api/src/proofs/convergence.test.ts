import type postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { comparable, follow, type Follower } from "./follower.fixture.ts";
import {
  addSession,
  chanceFrom,
  newMutation,
  night,
  openAdmin,
  refusalOf,
  student,
  wrongCounters,
  type Client,
} from "./school.fixture.ts";

const scale = inject("scale");

let world: World;
let admin: postgres.Sql;

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

interface Page {
  readonly client: Client;
  readonly follower: Follower;
  readonly chance: () => number;
}

const statuses = ["present", "tardy", "absent", "excused", "scheduled"] as const;

/** One thing that a person may do with the roster they see, which may be an old one. */
const act = async ({ client, follower, chance }: Page, sessionId: string): Promise<string> => {
  const { rows, session } = follower.held();
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)]!;
  const row = pick(rows);
  const on = { mutationId: newMutation(), sessionId };
  const kind = chance();
  if (kind < 0.05) {
    const answer =
      session.status === "completed"
        ? await client.sessions.reopen.mutate(on)
        : await client.sessions.finish.mutate(on);
    follower.takeStatus(answer);
    return "status";
  }
  if (kind < 0.1) {
    const answer = await client.attendance.addGuest.mutate({
      ...on,
      studentId: student(80 + Math.floor(chance() * 30)),
    });
    follower.take({ ...answer, rows: [answer.row] });
    return "guest";
  }
  if (kind < 0.2) {
    const expected = row.expectation !== "expected";
    const answer = await client.attendance.setExpectation.mutate({
      ...on,
      studentId: row.studentId,
      expected,
      baseVersion: row.version,
    });
    follower.take({ ...answer, rows: [answer.row] });
    return "expectation";
  }
  if (kind < 0.4) {
    const contested = rows.find((one) => one.contested.length > 0) ?? row;
    const keep = contested.contested[0]?.mutationId ?? "current";
    const answer = await client.attendance.keep.mutate({
      ...on,
      studentId: contested.studentId,
      keep,
      baseVersion: contested.version,
    });
    follower.take({ ...answer, rows: [answer.row] });
    return "keep";
  }
  const marked = kind < 0.5 ? rows : [row];
  const status = pick(statuses);
  const note = chance() < 0.1 ? { note: `Note ${Math.floor(chance() * 1e9)}` } : {};
  const minutesLate = status === "tardy" ? Math.floor(chance() * 20) : null;
  const marks = marked.map(({ studentId, version }) => ({
    studentId,
    status,
    minutesLate,
    baseVersion: version,
    ...note,
  }));
  const answer = await client.attendance.record.mutate({ ...on, marks, afterFinish: true });
  follower.take({ ...answer, rows: answer.results.flatMap((result) => result.row ?? []) });
  return "record";
};

test(
  "three pages that lose a quarter of their messages come to what a fresh fetch shows",
  { timeout: 240_000 * scale },
  async () => {
    const seed = Date.now() % 1_000_000;
    const places = [0, 3, 7, 11, 26, 30, 50, 55];
    const sessionId = await addSession(admin, {
      intervention: "reading-boost",
      facilitator: "okafor",
      startsIn: night(1),
      students: places,
    });
    const pages = await Promise.all(
      ["okafor", "park", "reyes"].map(async (name, index) => {
        const chance = chanceFrom(seed + index);
        const signedIn = await world.signIn(`${name}@alder.example`);
        const socket = signedIn.socket();
        const follower = await follow({ client: signedIn.client, socket, sessionId, isLost: () => chance() < 0.25 });
        return { client: signedIn.client, follower, chance: chanceFrom(seed + 10 + index), socket };
      }),
    );
    await expect.poll(() => pages.every(({ follower }) => follower.isConnected()), { timeout: 10_000 }).toBe(true);
    const counts: Record<string, number> = {};
    const count = (what: string): void => {
      counts[what] = (counts[what] ?? 0) + 1;
    };
    await Promise.all(
      pages.map(async (page) => {
        for (let round = 0; round < 100 * scale; round += 1) {
          // A tunnel: what is told meanwhile is never heard.
          if (round === 40) page.socket.disconnect();
          if (round === 50) page.socket.connect();
          try {
            count(await act(page, sessionId));
          } catch (error) {
            const { situation, status } = await refusalOf(Promise.reject(error as Error));
            count(situation ?? "none");
            expect(status).toBe(409);
          }
        }
      }),
    );
    const { version } = await pages[0]!.client.attendance.roster.query({ sessionId });
    const states = pages.map(({ follower }) => follower.counts);
    process.stdout.write(`convergence, seed ${seed}: ${JSON.stringify({ ...counts, version, states })}\n`);
    for (const { client, follower } of pages) {
      await follower.settle();
      const fresh = await client.attendance.roster.query({ sessionId });
      const held = follower.held();
      expect(comparable(held, held.people)).toEqual(comparable(fresh, held.people));
      expect(follower.counts.connections).toBe(2);
      expect(follower.counts.dropped).toBeGreaterThan(5);
      follower.close();
    }
    expect(version).toBeGreaterThan(50);
    expect(await wrongCounters(admin)).toEqual([]);
  },
);
