import { randomUUID } from "node:crypto";

import type { Page } from "playwright-core";

import type { Stage } from "./stage.ts";

/** A colleague of Ms Okafor with the same password; of two schools, when `schools` says so. */
export const addPerson = async ({ pool }: Stage, schools: 1 | 2 = 1): Promise<string> => {
  const email = `p${randomUUID()}@alder.example`;
  const tenants = await pool<{ id: string }[]>`select id from tenants order by name limit ${schools}`;
  for (const { id } of tenants) {
    const userId = randomUUID();
    await pool`insert into users (tenant_id, id, name, email, status) values (${id}, ${userId}, 'Mx Vane', ${email}, 'active')`;
    await pool`
      insert into auth.passwords (tenant_id, id, user_id, hash)
      select ${id}, ${randomUUID()}, ${userId}, p.hash from auth.passwords p
        join users u on u.tenant_id = p.tenant_id and u.id = p.user_id
       where u.email = 'okafor@alder.example'`;
    await pool`
      insert into user_roles (tenant_id, id, user_id, role_id)
      select ${id}, ${randomUUID()}, ${userId}, r.id from roles r where r.tenant_id = ${id} and r.key = 'facilitator'`;
  }
  return email;
};

export const isToday = (page: Page): Promise<void> => page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();

export const signOut = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: /^You/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
};

/** The service worker has the app's files, so the page opens without a network. */
export const isInstalled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
