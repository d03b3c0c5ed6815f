import { expect, test } from "vitest";

import type { Permission } from "../access/schema.ts";
import type { Actor } from "../kernel/actor.ts";
import { canRecordAttendance, canReopenSession, canSeeSession } from "./policy.ts";

const me = "0199a000-0000-7000-8000-000000000001" as Actor["userId"];
const actor = (permissions: readonly Permission[]): Actor => ({
  tenantId: me as never,
  userId: me,
  signInId: me as never,
  level: "password",
  roles: [],
  tools: ["sessions"],
  permissions,
});
const ties = {
  facilitates: { facilitatorId: me, isOnTeam: false },
  helps: { facilitatorId: null, isOnTeam: true },
  stranger: { facilitatorId: "0199a000-0000-7000-8000-000000000002", isOnTeam: false },
};

test.each([
  ["facilitates", [], true, true, true],
  ["helps", [], true, true, true],
  ["stranger", [], false, false, false],
  ["stranger", ["attendance.walk_in", "students.names_all", "audit.read"], false, false, false],
  ["stranger", ["sessions.read_all"], true, false, false],
  ["stranger", ["attendance.record_all"], false, true, false],
  ["stranger", ["attendance.reopen"], false, false, true],
] as const)("who %s with %j: sees %s, records %s, reopens %s", (tie, permissions, ...rights) => {
  const rules = [canSeeSession, canRecordAttendance, canReopenSession];
  expect(rules.map((rule) => rule(actor(permissions), ties[tie]).allowed)).toEqual(rights);
});

test("a session that does not exist and one that may not be seen get the same answer", () => {
  expect(canSeeSession(actor([]), undefined)).toEqual(canSeeSession(actor([]), ties.stranger));
  expect(canSeeSession(actor(["sessions.read_all"]), undefined).allowed).toBe(false);
});
