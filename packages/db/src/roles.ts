import { createHmac } from "node:crypto";

import type postgres from "postgres";

/** Roles that sign in. They own nothing, and none of them can pass by row-level security. */
export const loginRoles = ["handrail_api", "handrail_worker", "handrail_auth", "handrail_vault"] as const;
export type LoginRole = (typeof loginRoles)[number];

/** `handrail_owner` owns the tables and migrates; `handrail_gate` owns the functions that see further than their caller. */
const silentRoles = ["handrail_owner", "handrail_gate"] as const;

/**
 * The password of a login role, derived from the administrator's URL: whoever has that one could set these anyway, and
 * two processes given the same URL agree without a file between them.
 */
const passwordOf = (adminUrl: string, role: LoginRole): string => {
  const secret = decodeURIComponent(new URL(adminUrl).password);
  if (secret === "") throw new Error("DATABASE_URL has no password: Handrail derives its roles' passwords from it.");
  return createHmac("sha256", secret).update(`handrail role ${role}`).digest("base64url");
};

export const urlOf = (adminUrl: string, role: LoginRole): string => {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = passwordOf(adminUrl, role);
  return url.href;
};

/**
 * Makes the roles where they are missing, and sets their time limits. A password is set for a new role, or when asked
 * for: an administrator may have given it another, and the servers that run know that one.
 */
export const ensureRoles = async (admin: postgres.Sql, adminUrl: string, setPasswords = false): Promise<void> => {
  await admin.begin(async (tx) => {
    // Roles belong to the whole server: two databases being set up at once would collide here.
    await tx`select pg_advisory_xact_lock(hashtextextended('handrail roles', 0))`;
    const existing = new Set(
      (await tx`select rolname from pg_roles where rolname like 'handrail_%'`).map((r) => r["rolname"]),
    );
    for (const role of silentRoles) {
      if (!existing.has(role)) await tx.unsafe(`create role ${role} nologin nosuperuser nobypassrls`);
      await tx.unsafe(`grant ${role} to current_user`);
    }
    // The owner hands its functions over to the gate.
    await tx`grant handrail_gate to handrail_owner`;
    for (const role of loginRoles) {
      if (!existing.has(role))
        await tx.unsafe(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`);
      if (setPasswords || !existing.has(role))
        await tx.unsafe(`alter role ${role} with login password '${passwordOf(adminUrl, role)}'`);
      await tx.unsafe(`alter role ${role} set statement_timeout = '5s'`);
      await tx.unsafe(`alter role ${role} set lock_timeout = '2s'`);
      await tx.unsafe(`alter role ${role} set idle_in_transaction_session_timeout = '10s'`);
    }
  });
};
