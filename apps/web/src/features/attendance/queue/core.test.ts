import type { RosterRow } from "@handrail/domain/attendance/schema";
import { describe, expect, it } from "vitest";

import { answered, countKept, discard, enqueue, freeze, nextToSend, resend, type Wish } from "./core.ts";
import { type KeptMark, marksOf } from "./item.ts";
import type { Items } from "./marks.ts";

const me = "person-1";
let made = 0;
const wish = (intent: Wish["intent"], more: Partial<Wish> = {}): Wish => {
  made += 1;
  return {
    intent,
    mutationId: `m-${String(made).padStart(4, "0")}`,
    sessionId: "s-1",
    personId: me,
    madeAt: "2026-01-01T10:00:00.000Z",
    isSentAtOnce: false,
    ...more,
  };
};
const mark = (studentId: string, status: KeptMark["status"], baseVersion = 0): Wish["intent"] => ({
  procedure: "record",
  input: { marks: [{ studentId, status, baseVersion, ...(status === "tardy" ? { minutesLate: 5 } : {}) }] },
});
const row = (studentId: string, version: number) => ({ studentId, version }) as unknown as RosterRow;
const all = (...wishes: Wish[]): Items => wishes.reduce(enqueue, [] as Items);
const head = (items: Items) => nextToSend(items, me)!;
const sent = (items: Items): Items => freeze(items, head(items).mutationId);

describe("the queue", () => {
  it("lets a mark that was never sent be replaced, and keeps the note and the base it was made on", () => {
    const first = wish({
      procedure: "record",
      input: { marks: [{ studentId: "a", status: "present", note: "bus", baseVersion: 3 }] },
    });
    const items = all(first, wish(mark("a", "absent", 7)));
    expect(items).toHaveLength(1);
    expect(marksOf(items[0]!)).toEqual([{ studentId: "a", status: "absent", note: "bus", baseVersion: 3 }]);
    expect(items[0]!.mutationId).toBe(first.mutationId);
  });

  it("never changes what was sent: the same id always says the same", () => {
    const before = sent(all(wish(mark("a", "present"))));
    const after = enqueue(before, wish(mark("a", "absent")));
    expect(after).toHaveLength(2);
    expect(after[0]).toEqual(before[0]);
    expect(freeze(after, before[0]!.mutationId)).toEqual(after);
  });

  it("keeps marks before and after Finish apart", () => {
    const items = all(wish(mark("a", "present")), wish({ procedure: "finish", input: {} }), wish(mark("a", "absent")));
    expect(items.map((item) => item.procedure)).toEqual(["record", "finish", "record"]);
    expect(
      enqueue(all(wish({ procedure: "finish", input: {} })), wish({ procedure: "finish", input: {} })),
    ).toHaveLength(1);
  });

  it("sends in order per session and holds nothing up behind what was refused", () => {
    let items = all(wish(mark("a", "present")), wish({ procedure: "finish", input: {} }));
    expect(head(items).procedure).toBe("record");
    items = answered(items, head(items).mutationId, {
      kind: "refused",
      problem: { situation: "NOT_ENROLLED", reason: "Ended.", details: {} },
    });
    expect(head(items).procedure).toBe("finish");
    expect(items).toHaveLength(2);
  });

  it("never offers one person's marks to another", () => {
    const items = all(wish(mark("a", "present"), { personId: "person-2" }));
    expect(nextToSend(items, me)).toBeUndefined();
    expect(enqueue(items, wish(mark("a", "absent")))).toHaveLength(2);
  });

  it("takes thirty waiting marks along in one request", () => {
    const items = sent(all(...Array.from({ length: 30 }, (_, index) => wish(mark(`st-${index}`, "present")))));
    expect(items).toHaveLength(1);
    expect(marksOf(items[0]!)).toHaveLength(30);
    expect(countKept(items)).toBe(30);
  });

  it("stops joining at a second mark of the same row, at another procedure and at another session", () => {
    const other = wish(mark("c", "present"), { sessionId: "s-2" });
    const items = all(
      wish(mark("a", "present")),
      other,
      wish({ procedure: "finish", input: {} }),
      wish(mark("b", "present")),
    );
    expect(marksOf(sent(items).find((item) => item.state === "sending")!)).toHaveLength(1);
  });

  it("stands own later marks on what the earlier ones became", () => {
    let items = sent(all(wish(mark("a", "present", 3))));
    items = enqueue(items, wish(mark("a", "absent", 3)));
    items = answered(items, items[0]!.mutationId, { kind: "done", rows: [row("a", 4)], refused: [] });
    expect(marksOf(items[0]!)[0]!.baseVersion).toBe(4);
  });

  it("stands a mark on the own pending one, not on a colleague's that came in unseen", () => {
    let items = sent(all(wish(mark("a", "present", 3))));
    items = enqueue(items, wish(mark("a", "tardy", 4)));
    expect(marksOf(items[1]!)[0]!.baseVersion).toBe(3);
    items = answered(items, items[0]!.mutationId, { kind: "done", rows: [], refused: [] });
    expect(marksOf(items[0]!)[0]!.baseVersion).toBe(3);
  });

  it("fixes what leaves at once: a later mark on the row goes behind it, and a second step over it adds nothing", () => {
    const first = wish(mark("a", "present", 3), { isSentAtOnce: true });
    const items = all(first, wish(mark("a", "absent", 3)));
    expect(items.map((item) => [item.state, marksOf(item)[0]!.status])).toEqual([
      ["sending", "present"],
      ["waiting", "absent"],
    ]);
    expect(freeze(items, first.mutationId)).toEqual(items);
    expect(enqueue(items, first)).toEqual(items);
  });

  it("says of what leaves at once what was sent, whatever another tab has written before it", () => {
    const theirs = sent(all(wish(mark("a", "present", 2))));
    const items = enqueue(theirs, wish(mark("a", "absent", 5), { isSentAtOnce: true }));
    expect(marksOf(items[1]!)).toEqual([{ studentId: "a", status: "absent", baseVersion: 5 }]);
  });

  it("keeps refused marks alone, by reason, until a person decides", () => {
    let items = sent(all(wish(mark("a", "present")), wish(mark("b", "present")), wish(mark("c", "absent"))));
    const no = { situation: "NOT_ENROLLED", reason: "Ended.", details: {} };
    items = answered(items, items[0]!.mutationId, {
      kind: "done",
      rows: [row("a", 1)],
      refused: [
        { studentId: "b", ...no },
        { studentId: "c", ...no, reason: "Other." },
      ],
    });
    expect(items.map((item) => [item.state, marksOf(item).map((m) => m.studentId)])).toEqual([
      ["attention", ["b"]],
      ["attention", ["c"]],
    ]);
    expect(discard(items, items[0]!.mutationId)).toHaveLength(1);
  });

  it("sends anyway under a new id, past Finish when that was the reason, and under the old one after an unknown failure", () => {
    const items = sent(all(wish(mark("a", "present"))));
    const id = items[0]!.mutationId;
    const refused = (situation: string) =>
      answered(items, id, { kind: "refused", problem: { situation, reason: "", details: {} } });
    const past = resend(refused("SESSION_FINISHED"), id, "new");
    expect(past[0]).toMatchObject({ mutationId: "new", state: "waiting", input: { afterFinish: true } });
    expect(resend(refused("UNKNOWN"), id, "new")[0]).toMatchObject({ mutationId: id, state: "sending" });
  });

  it("lets a new mark take the place of a refused one on the same row", () => {
    let items = sent(all(wish(mark("a", "present")), wish(mark("b", "present"))));
    items = answered(items, items[0]!.mutationId, {
      kind: "refused",
      problem: { situation: "SESSION_CANCELLED", reason: "", details: {} },
    });
    items = enqueue(items, wish(mark("a", "absent")));
    expect(items.map((item) => [item.state, marksOf(item).map((m) => m.studentId)])).toEqual([
      ["attention", ["b"]],
      ["waiting", ["a"]],
    ]);
  });
});
