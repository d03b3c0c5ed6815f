/*
 * What patches/postgres@3.4.9.patch must keep true. On the stock driver a backend that goes away in sql.begin or
 * reserve() ends the process with "Cannot read properties of null (reading 'write')"; a stale handle reads in, and
 * ends, the transaction of whoever got the connection next; queries that wait behind a busy connection, and
 * reserve() calls that wait for one, are never answered; and the next session's first query is told the error that
 * ended the last session. Every test below was run on the stock driver and failed there, but for "before the client
 * notices", which it survives.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, type Socket } from "node:net";
import { dirname, join } from "node:path";

import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { freshFolder, until } from "../embedded/holder.ts";
import { startEmbedded, type EmbeddedPostgres } from "../embedded/start.ts";

let folder: Awaited<ReturnType<typeof freshFolder>>;
let server: EmbeddedPostgres;
let admin: postgres.Sql;

beforeAll(async () => {
  folder = await freshFolder({ open: true });
  server = await startEmbedded({ dataDir: folder.dataDir, durable: false });
  admin = postgres(server.url, { max: 2, onnotice: () => undefined });
  await admin`create table notes (tenant text, body text)`;
  await admin`insert into notes values ('a', 'of a'), ('b', 'of b')`;
});
afterAll(async () => {
  await admin.end({ timeout: 5 });
  await server.stop();
  await folder.remove();
});

const entry = createRequire(import.meta.url).resolve("postgres");
const builds = { "ES module": postgres, CommonJS: createRequire(import.meta.url)("postgres") as typeof postgres };
const codes = /^(57P01|CONNECTION_CLOSED|CONNECTION_DESTROYED|ECONNRESET|EPIPE)$/;
const connectionLost = { code: expect.stringMatching(codes) as string };

describe.each(Object.entries(builds))("the driver as %s", (_name, open) => {
  let sql: postgres.Sql;
  /** Of this test's pool alone: the last test's connections may still be closing. */
  let losses: { connections: number };

  const pool = (max: number): void => {
    const mine = { connections: 0 };
    losses = mine;
    sql = open(server.url, {
      max,
      backoff: () => 0.01,
      onnotice: () => undefined,
      onclose: () => {
        mine.connections += 1;
      },
    });
  };
  const unexpected: unknown[] = [];
  const note = (error: unknown): void => {
    unexpected.push(error);
  };
  beforeEach(() => {
    process.on("uncaughtException", note);
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await sql.end({ timeout: 5 });
    process.off("uncaughtException", note);
    process.off("unhandledRejection", note);
    const [first] = unexpected.splice(0);
    if (first !== undefined) throw new Error("This would have ended the process", { cause: first });
  });

  const pidOf = async (run: Pick<postgres.Sql, "unsafe">): Promise<number> =>
    Number((await run.unsafe("select pg_backend_pid() as pid"))[0]?.["pid"]);
  const kill = (pid: number) => admin`select pg_terminate_backend(${pid})`;
  const clientNoticed = () => until("the client noticed", () => losses.connections > 0);
  /** Every connection of the pool serves each kind of use, several times over. */
  const expectPoolWorks = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      const plain = Array.from({ length: 4 }, async () => (await sql`select 1 as n`)[0]?.["n"]);
      const scoped = Array.from({ length: 4 }, () => sql.begin(async (tx) => (await tx`select 1 as n`)[0]?.["n"]));
      const held = Array.from({ length: 4 }, async () => {
        const one = await sql.reserve();
        try {
          return (await one`select ${1}::int as n`)[0]?.["n"];
        } finally {
          one.release();
        }
      });
      expect(await Promise.all([...plain, ...scoped, ...held])).toEqual(Array(12).fill(1));
    }
  };

  describe("a backend that goes away", () => {
    it("while a query runs in sql.begin", async () => {
      pool(2);
      let pid = 0;
      const work = sql.begin(async (tx) => {
        pid = await pidOf(tx);
        await tx`select pg_sleep(600)`;
      });
      const ended = work.catch((error: unknown) => error);
      await until("the query runs", async () => {
        const [row] = await admin`select 1 from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
        return row !== undefined;
      });
      await kill(pid);
      expect(await ended).toMatchObject(connectionLost);
      await expectPoolWorks();
    });

    it("while sql.begin is idle", async () => {
      pool(2);
      let late: unknown;
      const work = sql.begin(async (tx) => {
        await kill(await pidOf(tx));
        await clientNoticed();
        late = await tx`select 1`.catch((error: unknown) => error);
        throw late;
      });
      await expect(work).rejects.toMatchObject(connectionLost);
      await until("the statement was refused", () => late !== undefined);
      expect(late).toMatchObject({ code: "CONNECTION_CLOSED" });
      await expectPoolWorks();
    });

    it("while reserve() is idle", async () => {
      pool(2);
      const held = await sql.reserve();
      await held`begin`;
      await kill(await pidOf(held));
      await clientNoticed();
      await expect(held`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      await expect(held.unsafe("rollback")).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      held.release();
      await expectPoolWorks();
    });

    it.each(["before", "after"])("just before release, %s the client notices", async (when) => {
      pool(2);
      const held = await sql.reserve();
      await kill(await pidOf(held));
      if (when === "after") await clientNoticed();
      held.release();
      await clientNoticed();
      expect(losses.connections).toBe(1);
      await expectPoolWorks();
    });

    it("by idle_in_transaction_session_timeout", async () => {
      pool(2);
      const held = await sql.reserve();
      await held.unsafe("begin; set local idle_in_transaction_session_timeout = '20ms'");
      await clientNoticed();
      await expect(held`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      held.release();
      const work = sql.begin(async (tx) => {
        losses.connections = 0;
        await tx.unsafe("set local idle_in_transaction_session_timeout = '20ms'");
        await clientNoticed();
        await tx`select 1`;
      });
      await expect(work).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      await expectPoolWorks();
    });

    it("with queries waiting behind the one that runs: all are refused", async () => {
      pool(2);
      const blocker = await admin.reserve();
      await blocker.unsafe("begin; lock table notes in access exclusive mode");
      const held = await sql.reserve();
      const pid = await pidOf(held);
      // The first must be described before it runs, so the driver keeps the others back meanwhile.
      const sent = Promise.allSettled([
        held`select body from notes where tenant = ${"a"}`,
        held`select 1`,
        held`select 2`,
      ]);
      await until("it waits for the lock", async () => {
        const [row] = await blocker`select 1 from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`;
        return row !== undefined;
      });
      await blocker`select pg_terminate_backend(${pid})`;
      const results = await sent;
      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      held.release();
      await blocker.unsafe("rollback");
      blocker.release();
      await expectPoolWorks();
    });

    it("with an error that the next session's first query is not told", async () => {
      pool(1);
      for (let round = 0; round < 5; round += 1) {
        let pid = 0;
        const work = sql.begin(async (tx) => {
          pid = await pidOf(tx);
          await tx`select pg_sleep(600)`;
        });
        const ended = work.catch((error: unknown) => error);
        await until("the query runs", async () => {
          const [row] = await admin`select 1 from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
          return row !== undefined;
        });
        await kill(pid);
        expect(await ended).toMatchObject(connectionLost);
        expect(await sql`select 1 as n`).toMatchObject([{ n: 1 }]);
      }
    });

    it("while a new connection asks for the types", async () => {
      let cuts = 0;
      const socket = (): Socket => {
        const made = connect(server.port, "127.0.0.1");
        const write = made.write.bind(made) as (chunk: Buffer, done?: () => void) => boolean;
        const cutting = (chunk: Buffer, done?: () => void): boolean => {
          if (cuts > 0 || !chunk.includes("typarray")) return write(chunk, done);
          cuts += 1;
          made.destroy();
          return false;
        };
        return Object.assign(made, { write: cutting });
      };
      sql = open(server.url, { max: 1, backoff: () => 0.01, socket } as postgres.Options<Record<string, never>>);
      const held = await sql.reserve();
      expect(cuts).toBe(1);
      expect(await held`select 1 as n`).toMatchObject([{ n: 1 }]);
      held.release();
      await expectPoolWorks();
    });

    it("while another request waits for its connection: that one gets a new one", async () => {
      pool(1);
      const held = await sql.reserve();
      const waiting = sql.reserve();
      await kill(await pidOf(held));
      const next = await waiting;
      expect(await next`select 1 as n`).toMatchObject([{ n: 1 }]);
      next.release();
      held.release();
      await expectPoolWorks();
    });
  });

  it("reserve() on a new connection works without fetching types, too", async () => {
    sql = open(server.url, { max: 1, fetch_types: false, onnotice: () => undefined });
    const held = await sql.reserve();
    expect(await held`select 1 as n`).toMatchObject([{ n: 1 }]);
    held.release();
  });

  describe("a stale handle, its connection reconnected for another request", () => {
    /** A request of tenant b, in the middle of a transaction on the only connection. */
    const other = async () => {
      const held = await sql.reserve();
      await held.unsafe("begin; set local app.tenant = 'b'; insert into notes values ('b', 'unfinished')");
      const unharmed = async (): Promise<void> => {
        const [row] = await held`
          select current_setting('app.tenant', true) as tenant,
            (select count(*)::int from notes where body = 'unfinished') as rows`;
        expect(row).toEqual({ tenant: "b", rows: 1 });
        await held.unsafe("rollback");
        held.release();
      };
      return { pid: await pidOf(held), unharmed };
    };
    const read = "select body from notes where tenant = current_setting('app.tenant')";

    it("of reserve() is refused, and ends nothing", async () => {
      pool(1);
      const stale = await sql.reserve();
      await stale.unsafe("begin; set local app.tenant = 'a'");
      const pid = await pidOf(stale);
      await kill(pid);
      await clientNoticed();
      const second = await other();
      expect(second.pid).not.toBe(pid);
      for (const text of [read, "rollback", "commit"]) {
        await expect(stale.unsafe(text)).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      }
      await expect(stale`select ${1}::int`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      stale.release();
      let granted = false;
      const third = sql.reserve().then((held) => {
        granted = true;
        return held;
      });
      await second.unharmed();
      (await third).release();
      expect(granted).toBe(true);
      await expectPoolWorks();
    });

    it("cannot give the other's connection away by a late release", async () => {
      pool(1);
      const stale = await sql.reserve();
      await kill(await pidOf(stale));
      await clientNoticed();
      const second = await other();
      let granted = false;
      const third = sql.reserve().then((held) => {
        granted = true;
        return held;
      });
      stale.release();
      // Two round trips of the second request: a connection given away would have been granted by then.
      await admin`select 1`;
      await admin`select 1`;
      expect(granted).toBe(false);
      await second.unharmed();
      (await third).release();
    });

    it("of sql.begin is refused, and its rollback ends nothing", async () => {
      pool(1);
      let resume: () => void = () => undefined;
      const paused = new Promise<void>((resolve) => {
        resume = resolve;
      });
      let late: unknown;
      const work = sql.begin(async (tx) => {
        await tx.unsafe("set local app.tenant = 'a'");
        await kill(await pidOf(tx));
        await paused;
        late = await tx.unsafe(read).catch((error: unknown) => error);
        throw late;
      });
      await expect(work).rejects.toMatchObject(connectionLost);
      const second = await other();
      resume();
      await until("the stale statement was answered", () => late !== undefined);
      expect(late).toMatchObject({ code: "CONNECTION_CLOSED" });
      await admin`select 1`;
      await second.unharmed();
      await expectPoolWorks();
    });
  });
});

it("all three builds of the driver hold the patch", () => {
  const folderOfDriver = dirname(dirname(dirname(entry)));
  const count = (build: string, file: string, text: string) =>
    readFileSync(join(folderOfDriver, build, file), "utf8").split(text).length - 1;
  for (const build of ["src", "cjs/src", "cf/src"]) {
    expect([build, count(build, "index.js", "c.gen !== gen")]).toEqual([build, 3]);
    expect([build, count(build, "index.js", "rejectAll(")]).toEqual([build, 3]);
    expect([build, count(build, "index.js", "queries.first.reserve")]).toEqual([build, 1]);
    expect([build, count(build, "connection.js", "chunk = nextWriteTimer = null")]).toEqual([build, 3]);
    expect([build, count(build, "connection.js", "if (!initial.reserve)")]).toEqual([build, 1]);
    expect([build, count(build, "connection.js", "query = results = errorResponse = null")]).toEqual([build, 2]);
    expect([build, count(build, "connection.js", "fetchArrayTypes().catch(noop)")]).toEqual([build, 1]);
  }
});
