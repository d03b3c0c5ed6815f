import { Permission, type RoleKey } from "@handrail/domain/access/schema";

import type { RoleDefinition } from "./definition.ts";

const every = ["today", "students", "interventions", "sessions", "account"] as const;
const all = Permission.options;

const role = (key: RoleKey, name: string, rights: Omit<RoleDefinition, "key" | "name">): RoleDefinition => ({
  key,
  name,
  ...rights,
});

/** The roles of every demo school. */
export const demoRoles: readonly RoleDefinition[] = [
  role("owner", "Owner", { tools: every, permissions: all }),
  role("admin", "Administrator", { tools: every, permissions: all }),
  role("supervisor", "Coordinator", { tools: every, permissions: all }),
  role("facilitator", "Facilitator", { tools: every, permissions: ["attendance.walk_in"] }),
  role("teacher", "Teacher", { tools: every, permissions: ["attendance.walk_in"] }),
  role("form_master", "Form master", { tools: every, permissions: ["attendance.walk_in"] }),
  role("clinician", "Clinician", { tools: ["today", "students", "interventions", "account"], permissions: [] }),
  role("admissions", "Admissions", { tools: ["today", "account"], permissions: [] }),
];
