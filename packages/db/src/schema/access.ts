import { NavigationType, Permission, RoleKey, ToolKey, ToolStatus, UserStatus } from "@handrail/domain/access/schema";
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned, sortedText } from "../columns.ts";
import { schools } from "./tenancy.ts";

/** Staff. Students are in `students`, and their names nowhere but in the vault. */
export const users = pgTable(
  "users",
  {
    ...owned(),
    name: sortedText().notNull(),
    email: text().notNull(),
    status: choice(UserStatus).notNull().default("active"),
    schoolId: uuid(),
    timeZone: text(),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.schoolId, schools),
    uniqueIndex("users_one_per_email")
      .on(t.tenantId, sql`lower(${t.email})`)
      .where(sql`${t.deletedAt} is null`),
    // At sign-in the school is not known yet.
    index("users_by_email").on(sql`lower(${t.email})`),
    oneOf("users_status", t.status, UserStatus),
  ],
);

export const roles = pgTable(
  "roles",
  {
    ...owned(),
    key: choice(RoleKey).notNull(),
    name: sortedText().notNull(),
    isSystem: boolean().notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("roles_one_per_key").on(t.tenantId, t.key)],
);

export const userRoles = pgTable(
  "user_roles",
  { ...owned(), userId: uuid().notNull(), roleId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    belongsTo(t.tenantId, t.roleId, roles),
    index("user_roles_by_role").on(t.tenantId, t.roleId),
    uniqueIndex("user_roles_once").on(t.tenantId, t.userId, t.roleId),
  ],
);

export const rolePermissions = pgTable(
  "role_permissions",
  { ...owned(), roleId: uuid().notNull(), permission: choice(Permission).notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.roleId, roles),
    uniqueIndex("role_permissions_once").on(t.tenantId, t.roleId, t.permission),
  ],
);

export const tools = pgTable(
  "tools",
  {
    ...owned(),
    key: choice(ToolKey).notNull(),
    name: sortedText().notNull(),
    status: choice(ToolStatus).notNull().default("approved"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("tools_one_per_key").on(t.tenantId, t.key),
    oneOf("tools_status", t.status, ToolStatus),
  ],
);

export const roleTools = pgTable(
  "role_tools",
  { ...owned(), roleId: uuid().notNull(), toolId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.roleId, roles),
    belongsTo(t.tenantId, t.toolId, tools),
    index("role_tools_by_tool").on(t.tenantId, t.toolId),
    uniqueIndex("role_tools_once").on(t.tenantId, t.roleId, t.toolId),
  ],
);

/** The menu: a tree, filtered by the tools of the person's roles. */
export const navigationItems = pgTable(
  "navigation_items",
  {
    ...owned(),
    parentId: uuid(),
    type: choice(NavigationType).notNull(),
    label: text().notNull(),
    path: text(),
    icon: text(),
    sort: integer().notNull(),
    toolId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.parentId, { tenantId: t.tenantId, id: t.id }),
    belongsTo(t.tenantId, t.toolId, tools),
    oneOf("navigation_items_type", t.type, NavigationType),
  ],
);

export const userSettings = pgTable(
  "user_settings",
  { ...owned(), userId: uuid().notNull(), key: text().notNull(), value: jsonb().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.userId, users),
    uniqueIndex("user_settings_one_per_key").on(t.tenantId, t.userId, t.key),
  ],
);
