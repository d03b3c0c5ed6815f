import type { WatchInput } from "@handrail/domain/realtime/schema";
import { expect, test } from "vitest";

import { disconnected, judge, keyOf, lost, noWatches, settled, toSend, unwanted, wanted } from "./core.ts";

const day: WatchInput = { kind: "day", day: "2026-11-21" };
const roster = { kind: "roster", sessionId: "0193b3c0-0000-7000-8000-000000000001" } as WatchInput;

test("what two components want is asked for once, and let go when neither wants it", () => {
  const both = wanted(wanted(noWatches, day), day);
  expect(toSend(both)).toEqual({ watch: [day], unwatch: [] });
  const sent = settled(both);
  expect(toSend(sent)).toEqual({ watch: [], unwatch: [] });
  const one = unwanted(sent, day);
  expect(toSend(one)).toEqual({ watch: [], unwatch: [] });
  const none = unwanted(one, day);
  expect(toSend(none)).toEqual({ watch: [], unwatch: [day] });
  expect(settled(none).size).toBe(0);
});

test("a new connection is told everything that is still wanted, and nothing else", () => {
  const sent = settled(wanted(wanted(noWatches, day), roster));
  const after = disconnected(unwanted(sent, day));
  expect(toSend(after)).toEqual({ watch: [roster], unwatch: [] });
});

test("what was let go before the server heard of it is not sent at all", () => {
  const gone = unwanted(wanted(noWatches, roster), roster);
  expect(toSend(gone)).toEqual({ watch: [], unwatch: [] });
});

test("what came back before the server was told to stop stays", () => {
  const again = wanted(unwanted(settled(wanted(noWatches, roster)), roster), roster);
  expect(toSend(again)).toEqual({ watch: [], unwatch: [] });
});

test("an ask without an answer is sent again", () => {
  const sent = settled(wanted(wanted(noWatches, day), roster));
  expect(toSend(lost(sent, keyOf(roster)))).toEqual({ watch: [roster], unwatch: [] });
  expect(lost(sent, "roster:unknown")).toBe(sent);
});

test("letting go twice does not count below nothing", () => {
  const none = unwanted(unwanted(wanted(noWatches, day), day), day);
  expect(toSend(wanted(none, day)).watch).toEqual([day]);
  expect(unwanted(noWatches, day)).toBe(noWatches);
});

test.each([
  [{ ok: true, version: 7 } as const, 7, "current"],
  [{ ok: true, version: 8 } as const, 7, "stale"],
  [{ ok: true, version: 6 } as const, 7, "stale"],
  [{ ok: true, version: 7 } as const, null, "stale"],
  [{ ok: true, version: null } as const, null, "stale"],
  [
    {
      ok: false,
      situation: "NOT_FOUND",
      message: "This session does not exist, or you have no access to it.",
    } as const,
    7,
    "refused",
  ],
])("%j against version %s is %s", (answer, held, verdict) => {
  expect(judge(answer, held)).toBe(verdict);
});
