import { Permission, type RoleKey } from "@handrail/domain/access/schema";

import type { RoleDefinition } from "./definition.ts";

const every = ["today", "inbox", "students", "interventions", "sessions", "account"] as const;
/** Who works with cases beside. */
const casework = [...every, "cases"] as const;
/** Who sees the whole school. */
const leading = [...casework, "insights", "messages"] as const;
const all = Permission.options;

const role = (key: RoleKey, name: string, rights: Omit<RoleDefinition, "key" | "name">): RoleDefinition => ({
  key,
  name,
  ...rights,
});

/** The roles of every demo school. */
export const demoRoles: readonly RoleDefinition[] = [
  role("owner", "Owner", { tools: leading, permissions: all }),
  role("admin", "Administrator", { tools: leading, permissions: all }),
  role("supervisor", "Coordinator", { tools: leading, permissions: all }),
  role("facilitator", "Facilitator", { tools: every, permissions: ["attendance.walk_in"] }),
  role("teacher", "Teacher", { tools: every, permissions: ["attendance.walk_in"] }),
  role("form_master", "Form master", {
    tools: [...casework, "messages"],
    permissions: ["attendance.walk_in", "messages.send"],
  }),
  role("clinician", "Clinician", {
    tools: ["today", "inbox", "students", "interventions", "account"],
    permissions: [],
  }),
  role("admissions", "Admissions", { tools: ["today", "inbox", "account"], permissions: [] }),
];
