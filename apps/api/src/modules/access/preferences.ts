import { rawStatement } from "@handrail/db/statement";
import { Preferences, type SetPreferencesInput } from "@handrail/domain/access/schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, nothingToDo } from "../../kernel/command.ts";

export const preferencesHeld = rawStatement<Record<never, never>, { value: unknown }>()(sql`
  select value from user_settings
   where tenant_id = (select app.tenant_id()) and user_id = (select app.user_id()) and key = 'preferences'`);

/** What a person never chose, and what an older version wrote that is no choice any more, is as it is for everyone. */
export const preferencesOf = (rows: readonly { readonly value: unknown }[]): Preferences =>
  Preferences.safeParse(rows[0]?.value).data ?? { shortcuts: "on", digest: true };

const keepPreferences = rawStatement<{ id: string; value: string }>()(sql`
  insert into user_settings (tenant_id, id, user_id, key, value)
  values ((select app.tenant_id()), ${sql.placeholder("id")}::uuid, (select app.user_id()), 'preferences',
    ${sql.placeholder("value")}::jsonb)
  on conflict (tenant_id, user_id, key) do update set value = excluded.value, updated_at = now()`);

/** Taste, not school business: it is nobody else's, so it makes no event and no line of the audit log. */
export const setPreferences = command({
  name: "access.setPreferences",
  facts: (_input: z.infer<typeof SetPreferencesInput>) => [],
  decide: (tx, { preferences }) => {
    tx.write(keepPreferences({ id: newId(), value: JSON.stringify(preferences) }));
    return nothingToDo(preferences);
  },
});
