import { openPool } from "@handrail/db/client";

import { createLog } from "./log.ts";
import { createDispatcher, type OutboxEvent } from "./outbox.ts";

/** A dispatcher in a process of its own, to be killed: hands each event to its parent and waits for the answer. */
const waiting = new Map<string, () => void>();
process.on("message", (id: string) => {
  waiting.get(id)?.();
  waiting.delete(id);
});

const handle = (event: OutboxEvent): Promise<void> =>
  new Promise((resolve) => {
    waiting.set(event.id, resolve);
    process.send?.(event);
  });

const pool = openPool({ url: process.env["WORKER_DATABASE_URL"] ?? "", name: "test-dispatcher", max: 2 });
await createDispatcher({ pool, handle, log: createLog("silent") }).start();
process.once("disconnect", () => process.exit(0));
process.send?.("started");
