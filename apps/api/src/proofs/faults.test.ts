import { setTimeout as delay } from "node:timers/promises";

import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

import { startVictim, type Victim } from "./faults.fixture.ts";
import { comparable, faultsOf, follow } from "./follower.fixture.ts";
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

let victim: Victim;

beforeAll(async () => {
  victim = await startVictim();
});
afterAll(async () => {
  await victim?.end();
});

type Answer = Awaited<ReturnType<Client["attendance"]["record"]["mutate"]>>;

test(
  "no acknowledged mark is lost or doubled by killed processes, and everyone heals by themselves",
  { timeout: 240_000 * scale },
  async () => {
    const seed = Date.now() % 1_000_000;
    const places = Array.from({ length: 30 }, (_, index) => 48 + index);
    const admin = openAdmin(victim.adminUrl());
    const sessionId = await addSession(admin, {
      intervention: "maths-fluency",
      facilitator: "ito",
      startsIn: night(1),
      students: places,
    });
    await admin.end();
    const cookies = await Promise.all(["ito", "park", "reyes"].map((name) => victim.signIn(name)));
    const followers = await Promise.all(
      cookies.slice(0, 2).map((cookie) => {
        const options = {
          transports: ["websocket"],
          autoConnect: false,
          extraHeaders: { cookie },
          reconnectionDelay: 50,
          reconnectionDelayMax: 200,
        };
        return follow({
          client: victim.client(cookie),
          socket: io(victim.url, options),
          sessionId,
          isLost: () => false,
        });
      }),
    );

    const acknowledged = new Map<string, Answer>();
    const unknown = new Set<string>();
    const said = new Map<string, number>();
    const counts = { sends: 0, longestMs: 0 };
    /** Sends one intent until it is acknowledged, or (given up) once; undefined where nobody knows what became of it. */
    const send = async (
      client: Client,
      input: Parameters<Client["attendance"]["record"]["mutate"]>[0],
      mayGiveUp: boolean,
    ) => {
      const started = performance.now();
      for (;;) {
        counts.sends += 1;
        try {
          const answer = await client.attendance.record.mutate(input);
          acknowledged.set(input.mutationId, answer);
          counts.longestMs = Math.max(counts.longestMs, performance.now() - started);
          return answer;
        } catch (error) {
          const why = await refusalOf(Promise.reject(error as Error)).then(
            ({ situation }) => situation ?? "none",
            () => "connection",
          );
          said.set(why, (said.get(why) ?? 0) + 1);
          if (mayGiveUp) {
            unknown.add(input.mutationId);
            return undefined;
          }
          await delay(25);
        }
      }
    };

    const writer = async (index: number): Promise<void> => {
      const client = victim.client(cookies[index % cookies.length] ?? "");
      const chance = chanceFrom(seed + index);
      const mine = places.filter((place) => place % 6 === index).map(student);
      const versions = new Map(mine.map((id) => [id, 1]));
      for (let round = 0; round < 40 * scale; round += 1) {
        const studentId = mine[round % mine.length] ?? "";
        // Never what stands already: every acknowledged mark is a change.
        const status = (["present", "absent", "excused"] as const)[Math.floor(round / mine.length) % 3] ?? "present";
        const marks = [{ studentId, status, baseVersion: versions.get(studentId) ?? 0 }];
        const answer = await send(client, { mutationId: newMutation(), sessionId, marks }, chance() < 0.3);
        const row = answer?.results[0]?.row;
        if (row != null) versions.set(studentId, row.version);
        await delay(chance() * 60);
      }
    };

    const nemesis = async (): Promise<void> => {
      const round = [victim.killApi, victim.killDatabase, victim.killApi, victim.killDatabase, victim.killApi];
      const kills = Array.from({ length: scale }, () => round).flat();
      for (const [index, kill] of kills.entries()) {
        while (acknowledged.size + unknown.size < 30 + index * 35) await delay(5);
        await kill();
      }
    };

    await Promise.all([nemesis(), ...Array.from({ length: 6 }, (_, index) => writer(index))]);
    const after = openAdmin(victim.adminUrl());
    try {
      // Events that a killed process had taken come back when its lease is over.
      const open = async (): Promise<number | undefined> =>
        (await after<{ open: number }[]>`select count(*)::int as open from outbox_events where status <> 'done'`)[0]
          ?.open;
      await expect.poll(open, { timeout: 45_000, interval: 100 }).toBe(0);
      const client = victim.client(cookies[0] ?? "");
      const fresh = await client.attendance.roster.query({ sessionId });
      const states = followers.map(({ counts: one, frames }) => ({ ...one, frames: frames.length }));
      const summary = {
        sends: counts.sends,
        longestMs: Math.round(counts.longestMs),
        said: Object.fromEntries(said),
        states,
      };
      const tally = {
        acknowledged: acknowledged.size,
        unknown: unknown.size,
        version: fresh.version,
        ...victim.counts,
      };
      process.stdout.write(`faults, seed ${seed}: ${JSON.stringify({ ...tally, ...summary })}\n`);
      expect(acknowledged.size + unknown.size).toBe(240 * scale);
      expect(victim.counts).toMatchObject({ apiKills: 3 * scale, databaseKills: 2 * scale });

      const kept = await after<{ key: string; response: Answer }[]>`
      select key, response from idempotency_keys where procedure = 'attendance.record'`;
      const byKey = new Map(kept.map(({ key, response }) => [key, response]));
      expect(byKey.size).toBe(kept.length);
      const lost = [...acknowledged].filter(
        ([key, answer]) => JSON.stringify(byKey.get(key)?.version) !== JSON.stringify(answer.version),
      );
      expect(lost).toEqual([]);
      expect(kept.filter(({ key }) => !acknowledged.has(key) && !unknown.has(key))).toEqual([]);
      // Each change made one version, one event and one line of the log; nothing else did.
      const changes = kept.filter(({ response }) => response.results[0]?.outcome !== "unchanged");
      const versions = changes.map(({ response }) => response.version).toSorted((a, b) => a - b);
      expect(versions).toEqual(Array.from({ length: fresh.version - 1 }, (_, index) => index + 2));
      const events = await after<{ version: number }[]>`
      select aggregate_version::int as version from outbox_events where aggregate_id = ${sessionId} order by 1`;
      expect(events.map(({ version }) => version)).toEqual(versions);
      const [lines] = await after<{ lines: number }[]>`
      select count(*)::int as lines from audit_logs where entity_id in (select id from attendance_records where session_id = ${sessionId})`;
      expect(lines?.lines).toBe(versions.length);
      expect(await wrongCounters(after)).toEqual([]);

      for (const follower of followers) {
        await expect.poll(() => follower.isConnected(), { timeout: 20_000 }).toBe(true);
        await follower.settle();
        const held = follower.held();
        expect(held.rows.toSorted((a, b) => a.studentId.localeCompare(b.studentId))).toEqual(
          comparable(fresh, held.people).rows,
        );
        expect(held.version).toBe(fresh.version);
        expect(faultsOf(follower.frames)).toEqual([]);
        expect(follower.counts.connections).toBeGreaterThan(3);
        follower.close();
      }
    } finally {
      await after.end();
    }
  },
);
