import type { Roster, RosterRow } from "@handrail/domain/attendance/schema";
import { describe, expect, it } from "vitest";

import type { Item } from "../queue/item.ts";
import { overlay, sharing } from "./overlay.ts";

const row = (studentId: string, more: Partial<RosterRow> = {}): RosterRow =>
  ({
    studentId,
    displayCode: studentId,
    gradeLevel: "7",
    expectation: "expected",
    status: "scheduled",
    minutesLate: null,
    minutesAttended: null,
    note: null,
    takenBy: null,
    recordedAt: null,
    version: 0,
    contested: [],
    attended: 0,
    marked: 0,
    ...more,
  }) as RosterRow;
const roster = (...rows: RosterRow[]): Roster =>
  ({ session: { id: "s-1", status: "scheduled" }, version: 1, rows, people: [] }) as unknown as Roster;
const item = (intent: object, more: Partial<Item> = {}): Item =>
  ({
    mutationId: "m",
    sessionId: "s-1",
    personId: "me",
    seq: 1,
    madeAt: "2026-01-01T10:00:00.000Z",
    state: "waiting",
    problem: null,
    ...intent,
    ...more,
  }) as Item;
const marks = (studentId: string, more: object) => ({
  procedure: "record",
  input: { marks: [{ studentId, baseVersion: 0, ...more }] },
});

describe("the overlay", () => {
  it("paints kept marks over the server's rows, in order, and keeps notes", () => {
    const view = overlay(roster(row("a", { note: "bus" }), row("b")), [
      item(marks("a", { status: "absent" }), { seq: 2 }),
      item(marks("a", { status: "tardy", minutesLate: 4 })),
    ]);
    expect(view.rows[0]).toMatchObject({
      status: "absent",
      minutesLate: null,
      note: "bus",
      takenBy: "me",
      isQueued: true,
    });
    expect(view.rows[1]).toMatchObject({ status: "scheduled", isQueued: false });
  });

  it("does not paint what was refused, nor other sessions", () => {
    const view = overlay(roster(row("a")), [
      item(marks("a", { status: "present" }), { state: "attention" }),
      item(marks("a", { status: "absent" }), { sessionId: "s-2" }),
    ]);
    expect(view.rows[0]?.status).toBe("scheduled");
  });

  it("shows one's own value once where the server already has it beside another", () => {
    const contested = [
      { mutationId: "m", status: "absent", minutesLate: null, note: null, by: "me", at: "" },
    ] as unknown as RosterRow["contested"];
    const kept = item(marks("a", { status: "absent" }));
    const [shown] = overlay(roster(row("a", { status: "present", contested })), [kept]).rows;
    expect(shown).toMatchObject({ status: "present", contested });
    const later = item(marks("a", { status: "excused" }), { mutationId: "n", seq: 2 });
    expect(overlay(roster(row("a", { status: "present", contested })), [kept, later]).rows[0]?.status).toBe("excused");
  });

  it("shows the value that was kept, a guest, an expectation and the end of the session at once", () => {
    const contested = [
      { mutationId: "c-1", status: "tardy", minutesLate: 3, note: null, by: "ito", at: "" },
    ] as unknown as RosterRow["contested"];
    const view = overlay(roster(row("a", { status: "absent", contested }), row("b", { expectation: "not_expected" })), [
      item({ procedure: "keep", input: { studentId: "a", keep: "c-1", baseVersion: 1 } }),
      item(
        { procedure: "addGuest", input: { studentId: "g" }, guest: { displayCode: "WREN-07", gradeLevel: "8" } },
        { seq: 2 },
      ),
      item({ procedure: "setExpectation", input: { studentId: "b", expected: true, baseVersion: 0 } }, { seq: 3 }),
      item({ procedure: "finish", input: {} }, { seq: 4 }),
    ]);
    expect(view.rows[0]).toMatchObject({ status: "tardy", minutesLate: 3, contested: [] });
    expect(view.rows[1]).toMatchObject({ expectation: "expected" });
    expect(view.rows[2]).toMatchObject({ expectation: "guest", displayCode: "WREN-07" });
    expect(view).toMatchObject({ session: { status: "completed" }, isClosing: true });
  });

  it("draws one row again for one mark", () => {
    const server = roster(row("a"), row("b"), row("c"));
    const first = overlay(server, []).rows;
    const next = sharing(first, overlay(server, [item(marks("b", { status: "present" }))]).rows);
    expect(next.map((one, index) => one === first[index])).toEqual([true, false, true]);
    expect(sharing(next, overlay(server, [item(marks("b", { status: "present" }))]).rows)).toBe(next);
  });
});
