import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { isAlive } from "../packages/db/src/embedded/process.ts";
import { removeEmbedded } from "../packages/db/src/embedded/remove.ts";
import { startEmbedded, type EmbeddedPostgres } from "../packages/db/src/embedded/start.ts";
import { urlOf } from "../packages/db/src/roles.ts";

const root = join(import.meta.dirname, "..");

let folder = "";
let dataDir = "";
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-production-"));
  // The database's own account passes through.
  await chmod(folder, 0o711);
  dataDir = join(folder, "data");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await removeEmbedded(join(dataDir, "postgres"));
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Its code, or the signal that ended it. */
  readonly end: Promise<number | string>;
}

/** With no setting but those of the test: what the machine's own environment names is another installation. */
const run = (program: string, args: readonly string[], settings: Readonly<Record<string, string>> = {}): Run => {
  const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], HANDRAIL_DATA_DIR: dataDir, ...settings };
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const end = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? ""));
  });
  return { child, said: () => text, end };
};

const migrate = (settings: Readonly<Record<string, string>>, ...args: readonly string[]): Run =>
  run(process.execPath, ["--import", "tsx", "scripts/migrate.ts", ...args], settings);

/** The matched part, once it was said. */
const heard = async ({ said }: Run, pattern: RegExp): Promise<string> => {
  await expect.poll(said, { timeout: 120_000, interval: 200 }).toMatch(pattern);
  return pattern.exec(said())?.[1] ?? "";
};

const onServer = async <T>(url: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
};

/** Whether a role can sign in. */
const opens = (url: string): Promise<boolean> =>
  onServer(url, (sql) => sql`select 1`).then(
    () => true,
    () => false,
  );

describe("with a database of one's own, as README says", { timeout: 240_000 }, () => {
  let database: EmbeddedPostgres;
  beforeEach(async () => {
    database = await startEmbedded({ dataDir: join(folder, "own"), durable: false });
  });
  afterEach(async () => {
    await database.stop();
    await removeEmbedded(join(folder, "own"));
  });

  test("it is migrated, serves every page, and leaves nothing behind when told to stop", async () => {
    const settings = { DATABASE_URL: database.url };
    const migration = migrate(settings);
    expect([await migration.end, migration.said()]).toEqual([0, "The database is up to date.\n"]);

    const server = run(process.execPath, ["apps/api/dist/main.js"], {
      ...settings,
      NODE_ENV: "production",
      PORT: "0",
    });
    const url = `http://127.0.0.1:${await heard(server, /"port":(\d+)/)}`;
    await expect.poll(async () => (await fetch(`${url}/health/ready`)).status, { timeout: 20_000 }).toBe(200);
    const page = await (await fetch(`${url}/`)).text();
    const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? "";
    const paths = ["/", "/sign-in", "/inbox", "/sessions/x/roster", "/cases", "/students/x", "/insights", "/account"];
    const answers = await Promise.all([...paths, script, "/sw.js"].map((path) => fetch(`${url}${path}`)));
    expect(answers.map(({ status, url: path }) => `${status} ${new URL(path).pathname}`)).toEqual(
      [...paths, script, "/sw.js"].map((path) => `200 ${path}`),
    );

    server.child.kill("SIGTERM");
    expect(await server.end).toBe(0);
    const left = await onServer(
      database.url,
      (sql) => sql`select application_name from pg_stat_activity where application_name like 'handrail-%'`,
    );
    expect([...left]).toEqual([]);
  });

  test("a later migration leaves the roles' passwords alone, and sets them when it is told to", async () => {
    const settings = { DATABASE_URL: database.url };
    expect(await migrate(settings).end).toBe(0);
    const derived = urlOf(database.url, "handrail_api");
    const chosen = new URL(derived);
    chosen.password = "chosen-by-hand";
    await onServer(database.url, (sql) => sql.unsafe("alter role handrail_api password 'chosen-by-hand'"));

    expect(await migrate(settings).end).toBe(0);
    expect([await opens(chosen.href), await opens(derived)]).toEqual([true, false]);
    expect(await migrate(settings, "--set-passwords").end).toBe(0);
    expect([await opens(chosen.href), await opens(derived)]).toEqual([false, true]);
  });
});

describe("a migration is refused, and nothing is made,", () => {
  const role = "postgres://handrail_api:secret-word@db.example/handrail";

  test.each(["API_DATABASE_URL", "WORKER_DATABASE_URL", "AUTH_DATABASE_URL", "VAULT_DATABASE_URL"])(
    "where only %s says which database is meant",
    async (name) => {
      const migration = migrate({ [name]: role });
      expect(await migration.end).toBe(1);
      expect(migration.said()).toContain(`${name} is set and DATABASE_URL is not`);
      expect(migration.said()).not.toContain("secret-word");
      expect(existsSync(dataDir)).toBe(false);
    },
  );

  test("where an option is not understood", async () => {
    const migration = migrate({}, "--set-password");
    expect(await migration.end).toBe(1);
    expect(migration.said()).toBe("--set-password is not understood. There is --set-passwords.\n");
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe.skipIf(process.platform === "win32")("npx pnpm start", () => {
  test("that is told to stop leaves neither server nor database", { timeout: 240_000 }, async () => {
    const start = run("npx", ["-y", "pnpm@10.34.8", "start"], { PORT: "0", HANDRAIL_DEMO: "off", LOG_LEVEL: "info" });
    const port = await heard(start, /"port":(\d+)/);
    await heard(start, /Stop with Ctrl-C/);
    const file = await readFile(join(dataDir, "postgres/server/cluster/postmaster.pid"), "utf8");
    const databasePid = Number(file.split("\n")[0]);
    expect(isAlive(databasePid)).toBe(true);
    start.child.kill("SIGTERM");
    await start.end;
    await expect.poll(() => isAlive(databasePid), { timeout: 60_000, interval: 200 }).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow("fetch failed");
  });
});
