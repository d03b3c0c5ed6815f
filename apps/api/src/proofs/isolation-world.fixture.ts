import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";

import type { Principal, School } from "./principals.fixture.ts";
import type { Ids } from "./samples.fixture.ts";

/** What a request may leave behind whatever it asked: limits, spent keys, and when a sign-in was last used. */
const isOfRequest = new Set(["auth.rate_limits", "public.idempotency_keys", "auth.sessions"]);

/** One line per table that says what is in it, down to the last byte. */
export const fingerprint = async (admin: postgres.Sql): Promise<Record<string, string>> => {
  const tables = await admin<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'auth', 'vault', 'app') and c.relkind in ('r', 'p') order by 1`;
  const lines: Record<string, string> = {};
  const sum = "count(*) || ' ' || coalesce(md5(string_agg(md5(row), '' order by md5(row))), '')";
  for (const { name } of tables) {
    if (isOfRequest.has(name)) continue;
    const [found] = await admin.unsafe<{ sum: string }[]>(
      `select ${sum} as sum from (select t::text as row from ${name} t) rows`,
    );
    lines[name] = found?.sum ?? "";
  }
  const live = `select id || ' ' || coalesce(ended_at::text, 'live') as row from auth.sessions`;
  const [found] = await admin.unsafe<{ sum: string }[]>(`select ${sum} as sum from (${live}) rows`);
  lines["auth.sessions"] = found?.sum ?? "";
  return lines;
};

/** Until the dispatcher and the sealer have nothing left to do: from then on only requests change tables. */
export const settle = async (admin: postgres.Sql): Promise<void> => {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const [left] = await admin<{ n: number }[]>`
      select (select count(*)::int from outbox_events where status not in ('done', 'dead'))
        + (select count(*)::int from audit_logs where seq is null) as n`;
    if (left?.n === 0) return;
    if (Date.now() > deadline) throw new Error(`${left?.n ?? "Some"} events or audit rows are still open`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Things that only one school has: ids of all its rows, codes of its students, names of its staff and interventions. */
export const canariesOf = async (admin: postgres.Sql, school: School): Promise<ReadonlySet<string>> => {
  const tenant = demoIds.tenant(school);
  const tables = await admin<{ name: string }[]>`
    select a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
     where a.attname = 'id' and c.relkind = 'r' and n.nspname in ('public', 'auth', 'vault')
       and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')`;
  const canaries = new Set<string>([tenant]);
  for (const { name } of tables)
    for (const row of await admin.unsafe<{ id: string }[]>(`select id from ${name} where tenant_id = '${tenant}'`))
      canaries.add(row.id);
  const words = await admin<{ word: string }[]>`
    select display_code as word from students where tenant_id = ${tenant}
    union all select name from users where tenant_id = ${tenant}
    union all select name from interventions where tenant_id = ${tenant}
    union all select name from tenants where id = ${tenant}`;
  for (const { word } of words) canaries.add(word);
  return canaries;
};

const idShape = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** What of the other school stands in an answer, apart from what the request itself said. */
export const leaksIn = (text: string, foreign: ReadonlySet<string>, sent: string): string[] => {
  const ids = (text.match(idShape) ?? []).filter((id) => foreign.has(id) && !sent.includes(id));
  const words = [...foreign].filter((word) => !/^[0-9a-f-]{36}$/.test(word) && text.includes(`"${word}"`));
  return [...ids, ...words];
};

export interface Ties {
  readonly mine: string | null;
  readonly team: string | null;
  readonly others: string | null;
}

/** The latest held session of each kind of tie to this person: facilitated, by team, of others. */
export const tiesOf = async (admin: postgres.Sql, { school, userId }: Principal): Promise<Ties> => {
  const user = userId ?? demoIds.tenant(school);
  const rows = await admin<{ id: string; tie: keyof Ties }[]>`
    select distinct on (tie) id, tie from (
      select s.id, s.start_time, case when s.facilitator_id = ${user} then 'mine'
        when exists (select 1 from intervention_team t where t.tenant_id = s.tenant_id
          and t.intervention_id = s.intervention_id and t.user_id = ${user}) then 'team' else 'others' end as tie
        from sessions s where s.tenant_id = ${demoIds.tenant(school)} and s.status = 'completed') tied
     order by tie, start_time desc`;
  const found = (tie: keyof Ties): string | null => rows.find((row) => row.tie === tie)?.id ?? null;
  return { mine: found("mine"), team: found("team"), others: found("others") };
};

/** One real thing of each kind in a school: a session that was held, a student on its roster, a sign-in. */
export const idsOf = async (admin: postgres.Sql, school: School, session: string | null): Promise<Ids> => {
  const tenant = demoIds.tenant(school);
  const [row] = await admin<
    Record<
      | "session"
      | "student"
      | "sign_in"
      | "claim"
      | "intervention"
      | "program"
      | "enrollment"
      | "owner"
      | "room"
      | "case"
      | "entry"
      | "action",
      string
    >[]
  >`
    select s.id as session, a.student_id as student,
      (select id from auth.sessions where tenant_id = ${tenant} and ended_at is null order by id limit 1) as sign_in,
      gen_random_uuid() as claim, i.id as intervention, i.program_id as program, a.enrollment_id as enrollment,
      i.owner_staff_id as owner, s.location_id as room,
      -- A school without cases has none to name: an id that nobody has stands for them.
      coalesce(k.case_id, gen_random_uuid()) as "case", coalesce(k.entry_id, gen_random_uuid()) as entry,
      coalesce(k.id, gen_random_uuid()) as action
      from sessions s join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
      join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
      left join lateral (select c.id, c.case_id, c.entry_id from case_actions c where c.tenant_id = s.tenant_id order by c.id limit 1) k on true
     where s.tenant_id = ${tenant} and s.status = 'completed' and a.enrollment_id is not null
       and (${session}::uuid is null or s.id = ${session}::uuid)
     order by s.start_time desc, a.student_id limit 1`;
  if (row === undefined) throw new Error(`No held session in ${school}`);
  const { session: held, student, sign_in: signIn, claim, intervention, program, enrollment, owner: user } = row;
  const { case: oneCase, entry, action, room } = row;
  return {
    session: held,
    student,
    signIn,
    claim,
    tenant,
    intervention,
    program,
    enrollment,
    user,
    room,
    case: oneCase,
    entry,
    action,
  };
};
