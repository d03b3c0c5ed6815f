import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { openPool } from "@handrail/db/client";
import { holdFolder } from "@handrail/db/embedded/lock";
import type { Keyring } from "@handrail/db/vault/keyring";
import { loadMatchingKeyring } from "@handrail/db/vault/keyring-match";
import { getRequestListener } from "@hono/node-server";
import * as z from "zod/mini";

import { createApp } from "./app.ts";
import { checkRole } from "./check-roles.ts";
import type { DatabaseUrls } from "./env.ts";
import { isFromOwnSite } from "./http/own-page.ts";
import { crons } from "./jobs/crons.ts";
import { createQueue } from "./jobs/queue.ts";
import { jobsOf } from "./jobs/reactions.ts";
import { addJobs } from "./jobs/requests.ts";
import { tasksOf } from "./jobs/tasks.ts";
import { keyServiceOf } from "./kernel/aws-kms.ts";
import { holdDatabase, unlessHanging, type DatabaseHold } from "./kernel/database-hold.ts";
import { withDeadline } from "./kernel/deadline.ts";
import { createFairness, usualCalls } from "./kernel/fairness.ts";
import { createLog } from "./kernel/log.ts";
import { createDispatcher } from "./kernel/outbox.ts";
import { createStorageFaults, readinessOf } from "./kernel/readiness.ts";
import { mintScope } from "./kernel/scope.ts";
import { createSealer } from "./kernel/sealer.ts";
import { createUpkeep } from "./kernel/upkeep.ts";
import { createSignInDesk } from "./modules/access/desk.ts";
import { createCarriers, type CarrierSettings } from "./modules/communications/carriers.ts";
import { createMessageVault } from "./modules/communications/message-vault.ts";
import { smsHook } from "./modules/communications/sms-hook.ts";
import { createVaultJobs } from "./modules/privacy/vault-jobs.ts";
import { createVaultDesk } from "./modules/privacy/vault.ts";
import { openBus, type Bus } from "./realtime/bus.ts";
import { startRealtime } from "./realtime/server.ts";

export interface ServerOptions {
  readonly databases: DatabaseUrls;
  readonly dataDir: string;
  /** Where the keyring lies, when not in the data folder. */
  readonly keyringFile?: string;
  /** The key of AWS KMS that seals the keyring. */
  readonly kmsKeyId?: string;
  readonly port: number;
  readonly host: string;
  readonly webDir?: string;
  readonly publicUrl?: string;
  readonly trustedProxies?: number;
  readonly logLevel?: string;
  /** Calls of one person in ten seconds. */
  readonly callsPerPerson?: number;
  /** Needed where more than one process serves the database. */
  readonly redisUrl?: string;
  /** Who carries messages to families; without them they go into the mailbox of this server. */
  readonly carriers?: CarrierSettings;
}

export interface Server {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

// Messages of the mini schemas are bare without it.
z.config(z.locales.en());

const apiConnections = 10;

/** The whole product in one process: pools, HTTP, sockets, dispatcher, sealer; `close` ends them in the reverse order. */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const log = createLog(options.logLevel ?? "info");
  const { databases } = options;
  const pools = {
    api: openPool({ url: databases.api, name: "handrail-api", max: apiConnections }),
    worker: openPool({ url: databases.worker, name: "handrail-worker", max: 8 }),
    auth: openPool({ url: databases.auth, name: "handrail-auth", max: 4 }),
    vault: openPool({ url: databases.vault, name: "handrail-vault", max: 4 }),
  };
  const endPools = async (): Promise<void> => {
    await Promise.all(Object.values(pools).map((pool) => pool.end({ timeout: 5 })));
  };
  let bus: Bus | undefined;
  let keyring: Keyring;
  let hold: DatabaseHold | undefined;
  let leaveFolder: (() => Promise<void>) | undefined;
  try {
    for (const [label, pool] of Object.entries(pools)) await checkRole(pool, label);
    leaveFolder = await holdFolder(options.dataDir);
    hold = await holdDatabase({ pool: pools.worker, isShared: options.redisUrl !== undefined, log });
    keyring = await loadMatchingKeyring({
      path: options.keyringFile ?? join(options.dataDir, "keyring.json"),
      service: await keyServiceOf(options.kmsKeyId),
      pool: pools.vault,
    });
    if (options.redisUrl !== undefined) bus = await openBus(options.redisUrl, log);
  } catch (error) {
    await hold?.release();
    await leaveFolder?.();
    await endPools();
    throw error;
  }

  const database = hold;
  // The parts below know each other through these two only.
  const wake = (): void => {
    dispatcher.wake();
    sealer.wake();
  };
  const desk = createSignInDesk({ pool: pools.auth, keyring, wake });
  const vault = createVaultDesk({ pool: pools.vault, keyring });
  const words = createMessageVault({ pool: pools.vault, keyring });
  const fairness = createFairness({ places: apiConnections, calls: options.callsPerPerson ?? usualCalls });
  const settings: CarrierSettings = { ...options.carriers, publicUrl: options.publicUrl };
  const mint = (parts: Omit<Parameters<typeof mintScope>[0], "pool" | "onTouchDue">) =>
    mintScope({ ...parts, pool: pools.api, fairness, onTouchDue: (tokenHash) => desk.touch(tokenHash) });

  const faults = createStorageFaults();
  const app = createApp({
    keyring,
    desk,
    vault,
    words,
    smsHook:
      settings.smsToken === undefined || options.publicUrl === undefined
        ? undefined
        : smsHook({ pool: pools.worker, token: settings.smsToken, publicUrl: options.publicUrl, wake }),
    log,
    publicUrl: options.publicUrl,
    trustedProxies: options.trustedProxies ?? 0,
    webDir: options.webDir,
    wake,
    readiness: () =>
      readinessOf({
        askDatabase: async () => {
          // Until the lock is taken again, another server could start on this database.
          if (!database.isHeld()) throw new Error("The lock on the database is not held");
          await unlessHanging(database, () => pools.api`select 1`);
        },
        isDispatching: () => dispatcher.isReady(),
        isRedisThere: bus === undefined ? undefined : () => bus?.isReady() !== false,
        storageFault: faults.latest,
      }),
    noteStorageFault: faults.note,
    fairness,
    mint,
  });
  const listener = getRequestListener(withDeadline((request, env) => app.fetch(request, env), database));
  const http: HttpServer = createServer((request, response) => void listener(request, response));
  const realtime = startRealtime({
    httpServer: http,
    apiPool: pools.api,
    scopeFor: (tokenHash, access) => mint({ access, tokenHash, requestId: "socket", ipHash: null, signal: undefined }),
    isAllowedOrigin: (origin, host) =>
      isFromOwnSite({ origin, fetchSite: undefined, host }, { log, publicUrl: options.publicUrl }),
    bus,
    log,
    fairness,
  });
  const dispatcher = createDispatcher({
    pool: pools.worker,
    handle: async (event) => {
      await realtime.deliver(event);
      await addJobs(pools.worker, jobsOf(event));
    },
    log,
  });
  const queue = createQueue({
    url: databases.worker,
    pool: pools.worker,
    tasks: tasksOf(
      {
        carriers: createCarriers(settings),
        identities: createVaultJobs({ pool: pools.vault, keyring }),
        words,
      },
      options.publicUrl,
    ),
    crons,
    wake,
    log,
  });
  const sealer = createSealer({ pool: pools.worker, anchorFile: join(options.dataDir, "audit-anchors.log"), log });
  const upkeep = createUpkeep({ auth: pools.auth, worker: pools.worker, log });

  await dispatcher.start();
  await sealer.start();
  await queue.start();
  upkeep.start();
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host, () => resolve());
  });
  const { port } = http.address() as AddressInfo;
  log.info("Handrail is listening", { port });
  return {
    url: `http://${options.host}:${port}`,
    port,
    close: async () => {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      await realtime.close();
      http.closeIdleConnections();
      // Requests under way get a moment; kept-alive connections without one end now.
      const hurry = setTimeout(() => http.closeAllConnections(), 3_000);
      await closed;
      clearTimeout(hurry);
      await upkeep.stop();
      await queue.stop();
      await dispatcher.stop();
      await sealer.stop();
      await bus?.close();
      await database.release();
      await leaveFolder?.();
      await endPools();
    },
  };
};
