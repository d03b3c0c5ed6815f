import { query } from "@handrail/db/client";
import { navigationItems, roles, tools, userRoles, users } from "@handrail/db/schema/access";
import { tenants } from "@handrail/db/schema/tenancy";
import { statement } from "@handrail/db/statement";
import { visibleNavigation } from "@handrail/domain/access/navigation";
import type { Me } from "@handrail/domain/access/schema";
import type { Actor } from "@handrail/domain/kernel/actor";
import { and, asc, eq, sql } from "drizzle-orm";

import { read, type Scope } from "../../kernel/scope.ts";
import { preferencesHeld, preferencesOf } from "./preferences.ts";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

const whoIsThis = statement<Record<never, never>>()(
  query
    .select({
      name: users.name,
      email: users.email,
      tenantName: tenants.name,
      tenantKind: tenants.kind,
      zone: sql<string>`app.zone_of(${tenants.id})`,
      isDemo: tenants.isDemo,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tenant), eq(users.id, person))),
);

const rolesHeld = statement<Record<never, never>>()(
  query
    .select({ key: roles.key, name: roles.name })
    .from(userRoles)
    .innerJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
    .where(and(eq(userRoles.tenantId, tenant), eq(userRoles.userId, person)))
    .orderBy(asc(roles.name)),
);

const wholeMenu = statement<Record<never, never>>()(
  query
    .select({
      id: navigationItems.id,
      parentId: navigationItems.parentId,
      type: navigationItems.type,
      label: navigationItems.label,
      path: navigationItems.path,
      icon: navigationItems.icon,
      tool: tools.key,
    })
    .from(navigationItems)
    .leftJoin(tools, and(eq(tools.tenantId, navigationItems.tenantId), eq(tools.id, navigationItems.toolId)))
    .where(eq(navigationItems.tenantId, tenant))
    .orderBy(asc(navigationItems.sort), asc(navigationItems.id)),
);

/** Who asks: read in the same transaction that admits them. */
export const askerOf = async (scope: Scope): Promise<Actor> => (await read(scope)).actor;

/** The signed-in person, what they may use and the menu that follows from it. */
export const me = async (scope: Scope): Promise<Me> => {
  const { actor, rows } = await read(scope, whoIsThis({}), rolesHeld({}), wholeMenu({}), preferencesHeld({}));
  const [[found], held, menu, chosen] = rows;
  if (found === undefined) throw new Error("A signed-in person without a row");
  return {
    ...found,
    userId: actor.userId,
    roles: held,
    tools: [...actor.tools],
    permissions: [...actor.permissions],
    navigation: [...visibleNavigation(menu, actor.tools)],
    // Turning codes on ends what was opened without one, turning them off lowers the level of what is left.
    hasCode: actor.level === "code",
    preferences: preferencesOf(chosen),
  };
};
