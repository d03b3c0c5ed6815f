import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { urlOf } from "../packages/db/src/roles.ts";
import { stopOrder } from "./launch-tree.ts";
import { prepareDatabase } from "./prepare-database.ts";

const root = resolve(import.meta.dirname, "..");
const dataDir = resolve(process.env["HANDRAIL_DATA_DIR"] ?? join(root, ".data"));

const webUrl = `http://localhost:${process.env["WEB_PORT"] ?? "5173"}`;

/** Says which address to open, once web and API both answer there. */
const sayWhenReady = async (): Promise<void> => {
  for (;;) {
    const isThere = await fetch(`${webUrl}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) break;
    await delay(500);
  }
  process.stdout.write(`\nHandrail: open ${webUrl}\n\n`);
};

/** The database, then API and web side by side, each restarting or reloading on a change. */
const main = async (): Promise<void> => {
  const order = stopOrder();
  await mkdir(dataDir, { recursive: true });
  const database = await prepareDatabase(dataDir);
  if (order.aborted) return database.stop();
  const dev = spawn("pnpm", ["exec", "turbo", "run", "dev", "--ui=stream", "--env-mode=loose"], {
    cwd: root,
    stdio: "inherit",
    // A group of its own: turbo leaves its children behind when it alone is ended.
    detached: true,
    env: {
      // Where the web's server passes calls on to.
      HANDRAIL_API: `http://127.0.0.1:${process.env["PORT"] ?? "3000"}`,
      ...process.env,
      HANDRAIL_DATA_DIR: dataDir,
      API_DATABASE_URL: urlOf(database.adminUrl, "handrail_api"),
      WORKER_DATABASE_URL: urlOf(database.adminUrl, "handrail_worker"),
      AUTH_DATABASE_URL: urlOf(database.adminUrl, "handrail_auth"),
      VAULT_DATABASE_URL: urlOf(database.adminUrl, "handrail_vault"),
    },
  });
  void sayWhenReady();
  order.addEventListener("abort", () => {
    if (dev.pid !== undefined && dev.exitCode === null) process.kill(-dev.pid, "SIGTERM");
  });
  dev.once("exit", () => {
    database.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
