import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";

import { patchOwnRows, patchRoster, patchSessionStatus, type Patched } from "./patch.ts";
import { makeServer, startRoster, type Answer, type Frame } from "./roster.fixture.ts";
import type { Roster } from "./schema.ts";

const scale = inject("scale");

const byStudent = (roster: Roster): Roster => ({
  ...roster,
  rows: [...roster.rows].sort((a, b) => a.studentId.localeCompare(b.studentId)),
});

const applyFrame = (roster: Roster, frame: Frame): Patched =>
  frame.kind === "rows" ? patchRoster(roster, frame) : patchSessionStatus(roster, frame);

const applyAnswer = (roster: Roster, answer: Answer): Patched =>
  answer.kind === "rows" ? patchOwnRows(roster, answer) : patchSessionStatus(roster, answer);

/** What becomes of each message on its way: lost, late, doubled, overtaken. */
const fate = fc.record({
  command: fc.nat(99),
  student: fc.nat(5),
  status: fc.constantFrom("scheduled" as const, "present" as const, "tardy" as const, "absent" as const),
  hasNote: fc.boolean(),
  isStale: fc.boolean(),
  isOwn: fc.boolean(),
  by: fc.constantFrom(0, 1, 2),
  copies: fc.constantFrom(0, 1, 1, 1, 2),
  delay: fc.nat(4),
  answerDelay: fc.nat(4),
  fetchDelay: fc.nat(3),
});

interface Held {
  roster: Roster;
  /** Set while a fetch is owed; a fetch that comes in older than what is held is asked for again. */
  fetch: { at: number; answer: Roster } | undefined;
}

describe("a held roster under lost, doubled and reordered messages", () => {
  test("comes to what a fresh fetch shows", () => {
    const seen = { fetches: 0, gaps: 0, runs: 0 };
    fc.assert(
      fc.property(fc.array(fate, { minLength: 1, maxLength: 60 }), (fates) => {
        seen.runs += 1;
        const server = makeServer();
        const held: Held = { roster: server.fetch(), fetch: undefined };
        const inbox: { at: number; apply: (roster: Roster) => Patched }[] = [];
        const take = (patched: Patched, now: number, fetchDelay: number): void => {
          expect(patched.roster.version).toBeGreaterThanOrEqual(held.roster.version);
          held.roster = patched.roster;
          if (patched.isComplete) return;
          seen.gaps += 1;
          held.fetch = { at: now + fetchDelay, answer: server.fetch() };
        };
        const settleFetch = (now: number): void => {
          if (held.fetch === undefined || held.fetch.at > now) return;
          const { answer } = held.fetch;
          seen.fetches += 1;
          held.fetch = answer.version < held.roster.version ? { at: now + 1, answer: server.fetch() } : undefined;
          if (held.fetch === undefined) held.roster = answer;
        };
        for (const [now, one] of fates.entries()) {
          const { frame, answer } = server.run(one);
          if (frame !== undefined)
            for (let copy = 0; copy < one.copies; copy += 1)
              inbox.push({ at: now + one.delay * (copy + 1), apply: (roster) => applyFrame(roster, frame) });
          if (one.isOwn) inbox.push({ at: now + one.answerDelay, apply: (roster) => applyAnswer(roster, answer) });
          for (const message of inbox.filter(({ at }) => at === now))
            take(message.apply(held.roster), now, one.fetchDelay);
          settleFetch(now);
        }
        for (let now = fates.length; now < fates.length + 12; now += 1) {
          for (const message of inbox.filter(({ at }) => at === now)) take(message.apply(held.roster), now, 0);
          settleFetch(now);
        }
        // The connection comes back: the answer to `watch` names the version, and a newer one is fetched.
        const fresh = server.fetch();
        if (held.roster.version < fresh.version) held.roster = fresh;
        expect(byStudent(held.roster)).toEqual(byStudent(fresh));
      }),
      { numRuns: 600 * scale },
    );
    expect(seen.runs).toBe(600 * scale);
    // The property says nothing unless messages were really missed and made up for.
    expect(seen.gaps).toBeGreaterThan(100);
    expect(seen.fetches).toBeGreaterThan(100);
  });

  test("needs no fetch when every event comes once and in order, and no note is touched", () => {
    fc.assert(
      fc.property(fc.array(fate, { minLength: 1, maxLength: 40 }), (fates) => {
        const server = makeServer();
        let roster = server.fetch();
        for (const one of fates) {
          const { frame } = server.run({ ...one, hasNote: false });
          if (frame === undefined) continue;
          const patched = applyFrame(roster, frame);
          expect(patched.isComplete).toBe(true);
          roster = patched.roster;
        }
        expect(byStudent(roster)).toEqual(byStudent(server.fetch()));
      }),
    );
  });
});

describe("one message", () => {
  const server = makeServer();
  const roster = startRoster();
  const { frame } = server.run({ command: 0, student: 1, status: "present", hasNote: false, isStale: false, by: 1 });
  if (frame?.kind !== "rows") throw new Error("A mark makes rows");
  const [row] = frame.rows;
  if (row === undefined) throw new Error("A mark makes a row");

  test("of another session changes nothing", () => {
    const foreign = { ...frame, sessionId: "0199a000-0000-7000-8000-00000000ffff" };
    expect(patchRoster(roster, foreign)).toEqual({ roster, isComplete: true });
    expect(patchOwnRows(roster, { ...foreign, rows: [] })).toEqual({ roster, isComplete: true });
    expect(patchSessionStatus(roster, { ...foreign, status: "completed" })).toEqual({ roster, isComplete: true });
  });

  test("that was applied already changes nothing", () => {
    const once = patchRoster(roster, frame).roster;
    expect(patchRoster(once, frame)).toEqual({ roster: once, isComplete: true });
  });

  test("over a gap brings its rows, and the version stays behind until the fetch", () => {
    const patched = patchRoster(roster, { ...frame, version: roster.version + 3 });
    expect(patched.isComplete).toBe(false);
    expect(patched.roster.version).toBe(roster.version);
    expect(patched.roster.rows[1]?.status).toBe("present");
  });

  test("of a changed note asks for the words and keeps the old ones meanwhile", () => {
    const noted = { ...roster, rows: roster.rows.map((one) => ({ ...one, note: "Left at ten." })) };
    const patched = patchRoster(noted, { ...frame, rows: [{ ...row, noteChanged: true }] });
    expect(patched.isComplete).toBe(false);
    expect(patched.roster.rows[1]?.note).toBe("Left at ten.");
  });

  test.each(["takenBy", "claim"] as const)("by someone without a name on the roster asks for it (%s)", (place) => {
    const by = "0199a000-0000-7000-8000-0000000000ee" as NonNullable<typeof row.takenBy>;
    const claim = {
      mutationId: by as never,
      status: "absent" as const,
      minutesLate: null,
      by,
      at: roster.session.startsAt,
    };
    const rows = [place === "takenBy" ? { ...row, takenBy: by } : { ...row, contested: [claim] }];
    expect(patchRoster(roster, { ...frame, rows }).isComplete).toBe(false);
  });

  test("of a student who is new goes to the end", () => {
    const studentId = "0199a000-0000-7000-8000-000000000000" as typeof row.studentId;
    const patched = patchRoster(roster, { ...frame, rows: [{ ...row, studentId }] });
    expect(patched.roster.rows.at(-1)?.studentId).toBe(studentId);
    expect(patched.roster.rows).toHaveLength(roster.rows.length + 1);
  });

  test("that answers a command with nothing to do hides no event of the same version", () => {
    // Someone else marked two students in one go; the own command found the first of them marked already.
    const others = [1, 2].map((index) => ({ ...roster.rows[index]!, status: "present" as const, version: 2 }));
    const answered = patchOwnRows(roster, { sessionId: frame.sessionId, version: 2, rows: others.slice(0, 1) });
    const rows = others.map(({ note: _note, contested: _contested, ...rest }) => ({
      ...rest,
      contested: [],
      noteChanged: false,
    }));
    const patched = patchRoster(answered.roster, { ...frame, version: 2, rows });
    expect(patched.roster.rows.map((one) => one.status).slice(0, 3)).toEqual(["scheduled", "present", "present"]);
    expect(patched.roster.version).toBe(2);
    // The same for a session that was finished already.
    const finished = { ...roster, session: { ...roster.session, status: "completed" as const } };
    const again = patchSessionStatus(finished, { sessionId: frame.sessionId, version: 2, status: "completed" });
    expect(again).toEqual({ roster: finished, isComplete: false });
  });
});
