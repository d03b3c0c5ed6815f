import { randomUUID } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

import { removeEmbedded } from "../packages/db/src/embedded/remove.ts";
import { startEmbedded } from "../packages/db/src/embedded/start.ts";

const prefix = "handrail-test-";

/** A run that was killed leaves its server running: end it, and remove what it held. */
const sweep = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    try {
      // A run beside this one may have created its folder and not yet its lock.
      const { birthtimeMs } = await stat(join(tmpdir(), name));
      if (Date.now() - birthtimeMs > 60_000) await removeEmbedded(join(tmpdir(), name));
    } catch {
      // Another account's folder, or one that went meanwhile: neither may stop this run.
    }
  }
};

/** Runs once for all projects; the tests read the URL with `inject("adminUrl")`. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined && given !== "") {
    project.provide("adminUrl", given);
    return async () => undefined;
  }
  await sweep();
  const dataDir = join(tmpdir(), `${prefix}${randomUUID()}`);
  const server = await startEmbedded({ dataDir, durable: false });
  project.provide("adminUrl", server.url);
  return async () => {
    await server.stop();
    await removeEmbedded(dataDir);
  };
};
