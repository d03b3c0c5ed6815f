import type { SessionListRow } from "@handrail/domain/sessions/schema";
import { expect, test } from "vitest";

import { ribbonOf } from "./ribbon.ts";

const at = (from: string, to: string): SessionListRow => ({
  id: "0193b3c0-0000-7000-8000-000000000001" as SessionListRow["id"],
  kind: "class",
  title: "Guitar B",
  startsAt: `2026-11-21T${from}:00.000Z`,
  endsAt: `2026-11-21T${to}:00.000Z`,
  status: "scheduled",
  cancelledReason: null,
  location: null,
  facilitatorId: null,
  facilitator: null,
  expected: 8,
  unmarked: 8,
  zone: "Europe/London",
  mayRecord: true,
});

test("sessions at the same time lie in lanes, and a lane is used again when it is free", () => {
  const { bars, lanes } = ribbonOf([at("09:30", "10:30"), at("09:00", "10:00"), at("10:00", "11:00")], "Europe/London");
  expect(bars.map(({ start, end, lane }) => [start, end, lane])).toEqual([
    [9, 10, 0],
    [9.5, 10.5, 1],
    [10, 11, 0],
  ]);
  expect(lanes).toBe(2);
});

test("the ribbon shows the school day, and more where a session lies outside it", () => {
  expect(ribbonOf([], "Europe/London")).toMatchObject({ from: 8, to: 17, lanes: 1 });
  expect(ribbonOf([at("06:30", "07:00"), at("18:00", "19:15")], "Europe/London")).toMatchObject({ from: 6, to: 20 });
  expect(ribbonOf([at("23:00", "00:30")], "Europe/London").bars[0]).toMatchObject({ start: 23, end: 24 });
});
