import type postgres from "postgres";

import { rolePermissions, roles, roleTools, userRoles, users } from "../schema/access.ts";
import { passwords } from "../schema/auth.ts";
import type { PersonDefinition, SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

export const demoPassword = "alder-street-demo";

export const emailOf = (school: SchoolDefinition, person: PersonDefinition): string =>
  `${person.key}@${school.key}.example`;

/** Roles with their tools and permissions, then staff with their roles and the demo's password. */
export const seedPeople = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  passwordHash: string,
): Promise<void> => {
  const { key } = school;
  await insertAll(
    tx,
    roles,
    school.roles.map((role) => ({ id: demoIds.role(key, role.key), key: role.key, name: role.name })),
  );
  await insertAll(
    tx,
    roleTools,
    school.roles.flatMap((role) =>
      role.tools.map((tool) => ({
        id: idOf(`${key} ${role.key} has ${tool}`),
        roleId: demoIds.role(key, role.key),
        toolId: demoIds.tool(key, tool),
      })),
    ),
  );
  await insertAll(
    tx,
    rolePermissions,
    school.roles.flatMap((role) =>
      role.permissions.map((permission) => ({
        id: idOf(`${key} ${role.key} may ${permission}`),
        roleId: demoIds.role(key, role.key),
        permission,
      })),
    ),
  );
  await insertAll(
    tx,
    users,
    school.people.map((person) => ({
      id: demoIds.user(key, person.key),
      name: person.name,
      email: emailOf(school, person),
      schoolId: demoIds.school(key),
    })),
  );
  await insertAll(
    tx,
    userRoles,
    school.people.flatMap((person) =>
      person.roles.map((role) => ({
        id: idOf(`${key} ${person.key} is ${role}`),
        userId: demoIds.user(key, person.key),
        roleId: demoIds.role(key, role),
      })),
    ),
  );
  await insertAll(
    tx,
    passwords,
    school.people.map((person) => ({
      id: idOf(`${key} password ${person.key}`),
      userId: demoIds.user(key, person.key),
      hash: passwordHash,
    })),
  );
};
