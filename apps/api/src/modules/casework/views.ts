import { rawStatement } from "@handrail/db/statement";
import {
  ViewFilters,
  type CaseViews,
  type DropViewInput,
  type SaveViewInput,
} from "@handrail/domain/casework/recorder-schema";
import { sql } from "drizzle-orm";

import { command, nothingToDo } from "../../kernel/command.ts";
import { no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";

const tenant = sql`(select app.tenant_id())`;
const own = sql`v.tenant_id = ${tenant} and v.user_id = (select app.user_id()) and v.screen = 'cases'`;
/** Enough for anyone; a list that is read with every visit stays short. */
const mostViews = 30;

const ownViews = rawStatement<object, { id: string; name: string; filters: string }>()(sql`
  select v.id, v.name, v.filters::text as filters from saved_views v where ${own} order by v.sort, lower(v.name), v.id`);

const keepView = rawStatement<{ viewId: string; name: string; filters: string }>()(sql`
  insert into saved_views (tenant_id, id, user_id, screen, name, filters)
  values (${tenant}, ${sql.placeholder("viewId")}::uuid, (select app.user_id()), 'cases', ${sql.placeholder("name")},
    ${sql.placeholder("filters")}::jsonb)
  on conflict do nothing`);

const replaceView = rawStatement<{ viewId: string; name: string; filters: string }>()(sql`
  update saved_views v set name = ${sql.placeholder("name")}, filters = ${sql.placeholder("filters")}::jsonb, updated_at = now()
   where ${own} and v.id = ${sql.placeholder("viewId")}::uuid`);

const deleteView = rawStatement<{ viewId: string }>()(sql`
  delete from saved_views v where ${own} and v.id = ${sql.placeholder("viewId")}::uuid`);

const shown = (rows: readonly { id: string; name: string; filters: string }[]): CaseViews =>
  rows.flatMap(({ id, name, filters }) => {
    const known = ViewFilters.safeParse(JSON.parse(filters));
    // Filters that an older version kept and this one does not know show nothing.
    return known.success ? [{ id, name, filters: known.data }] : [];
  });

export const views = async (scope: Scope): Promise<CaseViews> => {
  const { rows } = await read(scope, ownViews({}));
  return shown(rows[0]);
};

/** Taste, not school business: no event, no line of the audit log. */
export const saveView = command({
  name: "casework.saveView",
  facts: (_input: SaveViewInput) => [ownViews({})],
  decide: (tx, { viewId, name, filters }, [held]) => {
    if (held.some((one) => one.name === name && one.id !== viewId))
      throw no("INVALID_INPUT", "You already have a view with this name.", { field: "name" });
    const isNew = !held.some((one) => one.id === viewId);
    if (isNew && held.length >= mostViews)
      throw no("TOO_LARGE", `Keep at most ${mostViews} views: remove one first.`, { field: "name" });
    const values = { viewId, name, filters: JSON.stringify(filters) };
    tx.write(isNew ? keepView(values) : replaceView(values));
    return nothingToDo({ id: viewId, name, filters });
  },
});

export const dropView = command({
  name: "casework.dropView",
  facts: (_input: DropViewInput) => [ownViews({})],
  decide: (tx, { viewId }, [held]) => {
    const gone = held.some((one) => one.id === viewId);
    if (gone) tx.write(deleteView({ viewId }));
    return nothingToDo({ gone });
  },
});
