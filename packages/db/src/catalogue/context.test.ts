import { createHash, randomBytes } from "node:crypto";

import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openPool, type Pool } from "../client.ts";
import { demoIds } from "../seed/ids.ts";
import { createTestDatabase, type TestDatabase } from "../testing.ts";

const alder = demoIds.tenant("alder");
const cedar = demoIds.tenant("cedar");

let database: TestDatabase;
let admin: postgres.Sql;
let api: Pool;

/** A live sign-in, made as the sign-in desk makes one; answers the hash by which it is found. */
const signInOf = async (tenant: string, user: string): Promise<Buffer> => {
  const tokenHash = createHash("sha256").update(randomBytes(32)).digest();
  await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device)
    values (${tenant}, ${newId()}, ${user}, ${tokenHash}, 'password', 'A program')`;
  return tokenHash;
};

const tables = ["students", "sessions", "attendance_records", "users", "audit_logs", "tenants", "consents"];

/** How many rows of each table this connection sees right now. */
const seen = async (sql: postgres.ISql<Record<never, never>>): Promise<number> => {
  let count = 0;
  for (const table of tables) count += Number((await sql`select count(*)::int as n from ${sql(table)}`)[0]?.["n"]);
  return count;
};

beforeAll(async () => {
  database = await createTestDatabase({ demo: true });
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  api = openPool({ url: database.urls.api, name: "isolation", max: 4 });
});

afterAll(async () => {
  await api.end();
  await admin.end();
  await database.drop();
});

describe("the signed context", () => {
  it("lets a live sign-in read its own school and nothing of the other", async () => {
    const token = await signInOf(alder, demoIds.user("alder", "okafor"));
    const rows = await api.begin(async (tx) => {
      await tx`select app.begin(${token})`;
      return tx<{ tenant_id: string }[]>`select tenant_id from students`;
    });
    expect(rows).toHaveLength(120);
    expect(new Set(rows.map((row) => row.tenant_id))).toEqual(new Set([alder]));
  });

  it("reads nothing outside a scope, in a transaction or without one", async () => {
    expect(await seen(api)).toBe(0);
    expect(await api.begin((tx) => seen(tx))).toBe(0);
  });

  it("reads nothing with a forged context", async () => {
    const user = demoIds.user("cedar", "bell");
    const forged = [
      cedar,
      `${cedar}|`,
      `${cedar}|${user}`,
      `${cedar}|${user}|`,
      `${cedar}|${user}|${"0".repeat(64)}`,
      `${cedar}|${user}|${createHash("sha256").update(`${cedar}|${user}`).digest("hex")}`,
      `${cedar}||${"f".repeat(64)}`,
      `${cedar}|${user}|${"a".repeat(64)}|x`,
      "'; select app.begin_job(null) --|x|y",
      "||",
      "null|null|null",
      `${cedar}|${user}|null`,
      `{${cedar},${user}}`,
    ];
    for (const claim of forged) {
      const count = await api.begin(async (tx) => {
        await tx`select set_config('app.context', ${claim}, true)`;
        return seen(tx);
      });
      expect({ claim, count }).toEqual({ claim, count: 0 });
    }
  });

  it("reads nothing with a context copied from an earlier transaction, on the same connection or another", async () => {
    const token = await signInOf(alder, demoIds.user("alder", "okafor"));
    const one = await api.reserve();
    try {
      await one`begin`;
      await one`select app.begin(${token})`;
      const [row] = await one<{ context: string }[]>`select current_setting('app.context') as context`;
      const context = row?.context ?? "";
      expect(context.split("|")).toHaveLength(3);
      expect(await seen(one)).toBeGreaterThan(100);
      await one`commit`;
      await one`begin`;
      await one`select set_config('app.context', ${context}, true)`;
      expect(await seen(one)).toBe(0);
      await one`rollback`;
      // For the whole connection this time.
      await one`select set_config('app.context', ${context}, false)`;
      expect(await seen(one)).toBe(0);
      await one`select set_config('app.context', '', false)`;
      await admin.begin(async (tx) => {
        await tx`set local role handrail_api`;
        await tx`select set_config('app.context', ${context}, true)`;
        expect(await seen(tx)).toBe(0);
      });
    } finally {
      one.release();
    }
  });

  it("does not let the tenant inside a genuine context be changed", async () => {
    const token = await signInOf(alder, demoIds.user("alder", "okafor"));
    const count = await api.begin(async (tx) => {
      await tx`select app.begin(${token})`;
      await tx`select set_config('app.context', replace(current_setting('app.context'), ${alder}, ${cedar}), true)`;
      return seen(tx);
    });
    expect(count).toBe(0);
  });

  it("keeps the key, the signing and the other schemas from the API's role", async () => {
    const refused = [
      api`select * from app.context_key`,
      api`select app.mac('x')`,
      api`select app.enter(${cedar}, null)`,
      api`select app.begin_job(${cedar})`,
      api`select app.verify_audit()`,
      api`select * from auth.sessions`,
      api`select * from vault.identities`,
      api`set role handrail_owner`,
      api`alter table students disable row level security`,
      api`update audit_logs set action = 'nothing'`,
      api`delete from audit_logs`,
      api`truncate students`,
    ];
    for (const attempt of refused) await expect(attempt).rejects.toMatchObject({ code: "42501" });
  });

  /** Puts a type of one's own before the system's, so that text read at run time as `uuid` becomes another school's. */
  const takeTheNameOfUuid = async (tx: postgres.TransactionSql): Promise<void> => {
    await tx`create type pg_temp.uuid as (raw text)`;
    await tx.unsafe(`create function pg_temp.other(text) returns pg_temp.uuid language sql immutable
      as $$ select row('${cedar}')::pg_temp.uuid $$`);
    await tx.unsafe(`create function pg_temp.back(pg_temp.uuid) returns pg_catalog.uuid language sql immutable
      as $$ select ($1).raw::pg_catalog.uuid $$`);
    await tx`create cast (text as pg_temp.uuid) with function pg_temp.other(text) as implicit`;
    await tx`create cast (pg_temp.uuid as pg_catalog.uuid) with function pg_temp.back(pg_temp.uuid) as implicit`;
    await tx`set local search_path = pg_temp, public, pg_catalog`;
  };

  it("gives no login role a place for objects of its own, nor large objects", async () => {
    for (const url of Object.values(database.urls)) {
      const pool = openPool({ url, name: "isolation", max: 1 });
      const refused = [
        pool.begin(takeTheNameOfUuid),
        pool`create temporary table students (id uuid)`,
        pool`create schema shadow`,
        pool`create function public.tenant_id() returns uuid language sql as 'select null::uuid'`,
        pool`select lo_create(0)`,
        pool`select lo_from_bytea(0, 'kept for another school')`,
        pool`select lo_get(1)`,
      ];
      for (const attempt of refused) await expect(attempt).rejects.toMatchObject({ code: "42501" });
      await pool.end();
    }
  });

  it("reads the own school alone where a type of one's own bears the name uuid", async () => {
    // As on a server whose administrator gives that right back.
    const name = new URL(database.adminUrl).pathname.slice(1);
    await admin.unsafe(`grant temporary on database ${name} to public`);
    try {
      const token = await signInOf(alder, demoIds.user("alder", "okafor"));
      for (const hasSignIn of [false, true]) {
        const pool = openPool({ url: database.urls.api, name: "isolation", max: 1 });
        const schools = await pool.begin(async (tx) => {
          await takeTheNameOfUuid(tx);
          if (hasSignIn) await tx`select app.begin(${token})`;
          const rows = await tx<{ tenant_id: string }[]>`select tenant_id from public.students`;
          return new Set(rows.map((row) => row.tenant_id));
        });
        await pool.end();
        expect(schools).toEqual(new Set(hasSignIn ? [alder] : []));
      }
    } finally {
      await admin.unsafe(`revoke temporary on database ${name} from public`);
    }
  });

  it("shows no more with row-level security switched off by the session: it refuses", async () => {
    const attempt = api.begin(async (tx) => {
      await tx`set local row_security = off`;
      return tx`select count(*) from students`;
    });
    await expect(attempt).rejects.toMatchObject({ code: "42501" });
  });

  it("ends with the sign-in, and with the person", async () => {
    const user = demoIds.user("alder", "ito");
    const token = await signInOf(alder, user);
    await api.begin((tx) => tx`select app.begin(${token})`);
    await admin`update auth.sessions set ended_at = now() where token_hash = ${token}`;
    await expect(api.begin((tx) => tx`select app.begin(${token})`)).rejects.toMatchObject({ code: "HR401" });
    const second = await signInOf(alder, user);
    await admin`update users set status = 'suspended' where tenant_id = ${alder} and id = ${user}`;
    await expect(api.begin((tx) => tx`select app.begin(${second})`)).rejects.toMatchObject({ code: "HR401" });
    await admin`update users set status = 'active' where tenant_id = ${alder} and id = ${user}`;
  });
});

describe("writes into another school", () => {
  it("are refused by the policies", async () => {
    const token = await signInOf(alder, demoIds.user("alder", "okafor"));
    const within = (run: (tx: postgres.TransactionSql) => Promise<unknown>) =>
      api.begin(async (tx) => {
        await tx`select app.begin(${token})`;
        return run(tx);
      });
    const insert = within(
      (tx) => tx`insert into audit_logs (tenant_id, id, action, entity_type, entity_id, request_id)
        values (${cedar}, ${newId()}, 'x', 'x', ${newId()}, 'x')`,
    );
    await expect(insert).rejects.toMatchObject({ code: "42501" });
    const moved = within((tx) => tx`update sessions set tenant_id = ${cedar}`);
    await expect(moved).rejects.toMatchObject({ code: "42501" });
    const foreign = await within((tx) => tx`update sessions set notes = 'x' where tenant_id = ${cedar} returning id`);
    expect(foreign).toHaveLength(0);
  });

  it("are refused by every composite key, even for a superuser", async () => {
    const keys = await admin<{ table: string; name: string; column: string; target: string }[]>`
      select k.conrelid::regclass::text as table, k.conname as name, k.confrelid::regclass::text as target, a.attname as column
        from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
       where k.contype = 'f' and cardinality(k.conkey) = 2 and k.connamespace <> 'drizzle'::regnamespace`;
    let refused = 0;
    for (const { table, name, column, target } of keys) {
      // A row that uses the reference: an empty one may belong to other columns that are empty with it.
      const rows = `select ctid from ${table} where tenant_id = '${alder}' and "${column}" is not null limit 1`;
      const [own] = await admin.unsafe(rows);
      const [other] = await admin.unsafe(`select id from ${target} where tenant_id = '${cedar}' limit 1`);
      if (own === undefined || other === undefined) continue;
      const attempt = admin.begin(async (tx) => {
        // The key itself is asked, not what the product's triggers say before it.
        await tx.unsafe(`alter table ${table} disable trigger user`);
        await tx.unsafe(`update ${table} set "${column}" = '${String(other["id"])}' where ctid = (${rows})`);
      });
      await expect(attempt).rejects.toMatchObject({ code: "23503", constraint_name: name });
      refused += 1;
    }
    expect(refused).toBeGreaterThanOrEqual(20);
  });
});

describe("a shared pool", () => {
  it("never carries one school's context into another's transaction", async () => {
    const people = [
      { tenant: alder, token: await signInOf(alder, demoIds.user("alder", "okafor")), rows: 120 },
      { tenant: cedar, token: await signInOf(cedar, demoIds.user("cedar", "moreau")), rows: 12 },
    ];
    const counts = { done: 0, own: 0, foreign: 0, short: 0, broken: 0, cancelled: 0, bare: 0, bareRows: 0 };
    const transactions = 3_000;
    let next = 0;
    const once = async (number: number): Promise<void> => {
      const person = people[number % 2];
      if (person === undefined) throw new Error("Two schools are needed");
      const kind = number % 20;
      try {
        await api.begin(async (tx) => {
          await tx`select app.begin(${person.token})`;
          const rows = await tx<{ tenant_id: string }[]>`select tenant_id from students`;
          const own = rows.filter((row) => row.tenant_id === person.tenant).length;
          counts.own += own;
          counts.foreign += rows.length - own;
          if (own !== person.rows) counts.short += 1;
          if (kind === 7) await tx`select 1 / (count(*) - count(*)) from students`;
          if (kind === 12) {
            const slow = tx`select pg_sleep(10)`.execute();
            setTimeout(() => slow.cancel(), 2);
            await slow;
          }
        });
        counts.done += 1;
      } catch (error) {
        const { code } = error as { code?: string };
        if (code === "22012") counts.broken += 1;
        else if (code === "57014") counts.cancelled += 1;
        else throw error;
      }
      if (kind % 4 === 0) {
        counts.bare += 1;
        counts.bareRows += (await api`select tenant_id from students`).length;
      }
    };
    const clients = Array.from({ length: 40 }, async () => {
      while (next < transactions) {
        next += 1;
        await once(next);
      }
    });
    await Promise.all(clients);
    expect(counts).toMatchObject({ foreign: 0, short: 0, bareRows: 0, broken: 150, bare: 750 });
    // A cancellation may meet a neighbouring statement of the same connection; every one of them ends a transaction.
    expect(counts.cancelled).toBeGreaterThan(50);
    expect(counts.done + counts.broken + counts.cancelled).toBe(transactions);
    expect(counts.own).toBeGreaterThan(2_000 * 60);
  });
});
