import { goneFrom, type Catalogue, type Finding } from "./catalogue.ts";

interface Definer {
  /** Roles that may call it, beside its owner. */
  readonly callers: readonly string[];
  readonly reason: string;
}

const everyRole = ["handrail_api", "handrail_auth", "handrail_owner", "handrail_vault", "handrail_worker"];
const trigger: Definer = { callers: [], reason: "A trigger that tells sockets whose access has changed." };

/** Functions that see further than their caller, who may call them, and why they must. */
const definerFunctions: Readonly<Record<string, Definer>> = {
  "app.mac(text)": { callers: [], reason: "Signs with the key that nobody else reads." },
  "app.enter(uuid,uuid)": { callers: [], reason: "Sets the signed context; only functions of the gate call it." },
  "app.context()": { callers: everyRole, reason: "Checks the signature of the context." },
  "app.begin(bytea)": {
    callers: ["handrail_api", "handrail_vault"],
    reason: "Finds the person behind a token; without a live sign-in it raises.",
  },
  "app.begin_feed(bytea)": {
    callers: ["handrail_api"],
    reason: "Finds the person behind a calendar address; without a live one it raises.",
  },
  "app.begin_job(uuid)": {
    callers: ["handrail_owner", "handrail_vault", "handrail_worker"],
    reason: "A job names its tenant and works in it alone.",
  },
  "app.access_changed(uuid,uuid)": { callers: [], reason: "Writes the event that looks at a person's sockets again." },
  "app.on_person_changed()": trigger,
  "app.on_membership_changed()": trigger,
  "app.on_role_changed()": trigger,
  "app.on_tool_changed()": trigger,
  "app.on_facilitator_changed()": trigger,
  "app.on_owner_changed()": trigger,
  "app.on_case_taken()": trigger,
  "app.schools_by_zone()": {
    callers: ["handrail_worker"],
    reason: "What is due at a certain hour is due in each school at its own: answers ids and zones.",
  },
  "app.seal(integer)": { callers: ["handrail_owner", "handrail_worker"], reason: "Seals every tenant's audit rows." },
  "app.verify_audit()": { callers: ["handrail_owner", "handrail_worker"], reason: "Answers numbers, no rows." },
};

/** What every policy rests on, word for word, as it was understood when it was made. */
const pinnedSources: Readonly<Record<string, string>> = {
  "app.tenant_id()": "BEGIN ATOMIC SELECT ((app.context())[1])::uuid AS context; END",
  "app.user_id()": `BEGIN ATOMIC SELECT (NULLIF((app.context())[2], ''::text))::uuid AS "nullif"; END`,
};

interface FunctionRow {
  readonly name: string;
  readonly owner: string;
  readonly isDefiner: boolean;
  /** Its body was parsed when it was made, and names in it mean what they meant then. */
  readonly isParsed: boolean;
  readonly language: string;
  readonly settings: string[] | null;
  readonly source: string;
  readonly callers: string[];
}

const readFunctions = (sql: Catalogue) => sql<FunctionRow[]>`
  select n.nspname || '.' || p.proname || '(' || replace(oidvectortypes(p.proargtypes), ', ', ',') || ')' as name,
    pg_get_userbyid(p.proowner) as owner, p.prosecdef as "isDefiner", p.proconfig as settings,
    p.prosqlbody is not null as "isParsed", l.lanname as language,
    trim(regexp_replace(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), '\\s+', ' ', 'g')) as source,
    array(select case x.grantee when 0 then 'everyone' else pg_get_userbyid(x.grantee) end
      from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
      where x.grantee <> p.proowner order by 1)::text[] as callers
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
   where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
     and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

const pinnedPath = "search_path=pg_catalog, pg_temp";

const definerFaults = ({ name, owner, settings, callers }: FunctionRow): (string | false)[] => {
  const listed = definerFunctions[name];
  return [
    owner !== "handrail_gate" && `is SECURITY DEFINER and belongs to ${owner}, not to handrail_gate`,
    settings?.join() !== pinnedPath && "is SECURITY DEFINER and does not pin its search_path",
    listed === undefined && "is SECURITY DEFINER and not listed",
    listed !== undefined &&
      callers.join() !== listed.callers.join() &&
      `may be called by ${callers.join(", ") || "nobody"}, listed: ${listed.callers.join(", ") || "nobody"}`,
  ];
};

export const functionFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const functions = [...(await readFunctions(sql))];
  const findings = functions.flatMap((one): Finding[] => {
    const pinned = pinnedSources[one.name];
    const faults = [
      ...(one.isDefiner ? definerFaults(one) : []),
      !["sql", "plpgsql"].includes(one.language) && `is written in ${one.language}, which is not checked`,
      !one.isDefiner &&
        !one.isParsed &&
        one.settings?.join() !== pinnedPath &&
        "looks names up when it runs, and its caller chooses where",
      one.callers.includes("everyone") && "may be called by everyone",
      pinned !== undefined && one.source !== pinned && "does not answer from the signed context",
    ];
    return faults.filter((fault) => typeof fault === "string").map((fault) => ({ about: one.name, fault }));
  });
  const definers = new Set(functions.filter(({ isDefiner }) => isDefiner).map(({ name }) => name));
  const names = new Set(functions.map(({ name }) => name));
  return [
    ...findings,
    ...goneFrom(definerFunctions, definers, "definer functions"),
    ...goneFrom(pinnedSources, names, "the ground of every policy"),
  ];
};

/** `pg_trigger.tgtype`: row 1, before 2, delete 8, update 16, truncate 32. */
const appendOnly = { append_only: 1 + 2 + 8 + 16, append_only_whole: 2 + 32 };

/** The audit log's two triggers: in place, switched on, and calling what they should. */
export const auditFindings = async (sql: Catalogue): Promise<Finding[]> => {
  const rows = await sql<{ name: string; kind: number; state: string; calls: string }[]>`
    select t.tgname as name, t.tgtype::int as kind, t.tgenabled as state, n.nspname || '.' || p.proname as calls
      from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace
     where t.tgrelid = to_regclass('public.audit_logs') and not t.tgisinternal and t.tgqual is null`;
  return Object.entries(appendOnly).flatMap(([name, kind]) => {
    const found = rows.find(
      (row) => row.name === name && row.kind === kind && row.calls === "app.audit_is_append_only",
    );
    if (found === undefined) return [{ about: "public.audit_logs", fault: `has lost the trigger ${name}` }];
    return ["O", "A"].includes(found.state)
      ? []
      : [{ about: "public.audit_logs", fault: `has the trigger ${name} switched off` }];
  });
};
