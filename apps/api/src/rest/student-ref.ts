import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";

import { databaseRefusal } from "../kernel/database-errors.ts";
import { no } from "../kernel/refused.ts";
import { read, type Scope } from "../kernel/scope.ts";
import { isUuid } from "./mutation-id.ts";

const byCode = rawStatement<{ code: string }, { id: string }>()(sql`
  select st.id from students st
   where st.tenant_id = (select app.tenant_id()) and upper(st.display_code) = upper(${sql.placeholder("code")}::text)
     and st.deleted_at is null`);

/**
 * The id of a student who was named by id or by code. Whether this person may see the student is asked by the procedure
 * behind it; its answer about a stranger is the one for a code that nobody has.
 */
export const studentIdOf = async (scope: Scope, given: string, field: string): Promise<string> => {
  const ref = given.trim();
  if (isUuid(ref)) return ref.toLowerCase();
  const { rows } = await read(scope, byCode({ code: ref })).catch((error: unknown) => {
    throw databaseRefusal(error);
  });
  const [[found]] = rows;
  if (found === undefined)
    throw no("NOT_FOUND", "This student does not exist, or you may not see this student.", { field });
  return found.id;
};
