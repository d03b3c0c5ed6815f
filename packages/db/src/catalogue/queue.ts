import { queueSchema } from "../queue.ts";
import type { Catalogue, Finding } from "./catalogue.ts";

interface QueueTable {
  readonly name: string;
  readonly owner: string;
  readonly secured: boolean;
  readonly policies: string[];
}

/**
 * The queue belongs to no tenant: its jobs say what is to be done by id. So it is the worker's alone; each table has
 * row-level security on and one policy, the worker's. What the library remembers of its versions needs none.
 */
export const queueFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const tables = await sql<QueueTable[]>`
    select n.nspname || '.' || c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as secured,
      array(select p.polname || ' ' || array_to_string(array(select pg_get_userbyid(r) from unnest(p.polroles) r), ',')
        from pg_policy p where p.polrelid = c.oid order by 1)::text[] as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = ${queueSchema} and c.relkind in ('r', 'p')`;
  const missing = tables.length === 0 ? [{ about: queueSchema, fault: "is not there" }] : [];
  const faults = tables.flatMap(({ name, owner, secured, policies }): Finding[] => {
    const isOpen = name === `${queueSchema}.migrations`;
    return [
      ...(owner === "handrail_owner" ? [] : [{ about: name, fault: `belongs to ${owner}, not to handrail_owner` }]),
      ...(secured || isOpen ? [] : [{ about: name, fault: "has row-level security off" }]),
      ...(isOpen || policies.join() === "worker_works handrail_worker"
        ? []
        : [{ about: name, fault: `has the policies ${policies.join("; ") || "none"}, not the worker's alone` }]),
    ];
  });
  return [...missing, ...faults];
};
