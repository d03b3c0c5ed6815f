import { setTimeout as delay } from "node:timers/promises";

import { createClient } from "redis";

import { describeError, type Log } from "../kernel/log.ts";
import type { OutboxEvent } from "../kernel/outbox.ts";
import type { PresenceNotice } from "./presence.ts";

type BusMessage =
  | { readonly kind: "event"; readonly event: OutboxEvent }
  | { readonly kind: "presence"; readonly notice: PresenceNotice };

interface Ears {
  readonly heard: (message: BusMessage) => void;
  /** Messages may have been lost: the connection was, and Redis keeps no promise over a restart. */
  readonly missed: () => void;
}

/** What the API processes of one database tell each other. */
export interface Bus {
  /** Has been written when it resolves; fails at once while Redis is away. */
  send(message: BusMessage): Promise<void>;
  /** Every message from now on, one's own among them, in the one order that all processes hear. */
  listen(ears: Ears): void;
  isReady(): boolean;
  close(): Promise<void>;
}

const stream = "handrail:live";
/** Far more than is ever on the way: a reader is behind by milliseconds. */
const mostKept = 10_000;
const patienceMs = 5_000;
const blockMs = 1_000;

const connect = async (url: string, log: Log) => {
  const client = createClient({
    url,
    // What cannot be written now fails now: the outbox keeps it and tries again.
    disableOfflineQueue: true,
    socket: { connectTimeout: patienceMs, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1_000) },
  });
  client.on("error", (error: unknown) => log.warn("Redis cannot be reached; trying again", describeError(error)));
  const late = delay(patienceMs, "late" as const, { ref: false });
  const first = await Promise.race([client.connect(), late]);
  if (first === "late") {
    client.destroy();
    throw new Error("REDIS_URL is set, and no Redis answers there.");
  }
  return client;
};

/**
 * One Redis stream that all processes write and read. Its order is the point: whoever reads that a person's access
 * changed has not yet read what was committed later. (Socket.IO's own adapter for Redis streams sends messages between
 * servers outside of the stream, and does not say when a message could not be written.)
 */
export const openBus = async (url: string, log: Log): Promise<Bus> => {
  const [writer, reader] = await Promise.all([connect(url, log), connect(url, log)]);
  const [newest] = await reader.xRevRange(stream, "+", "-", { COUNT: 1 });
  let last = newest?.id ?? "0-0";
  let isClosing = false;
  let reading: Promise<void> | undefined;

  const hear = (text: string | undefined, { heard }: Ears): void => {
    try {
      heard(JSON.parse(text ?? "") as BusMessage);
    } catch (error) {
      log.error("A message of another process could not be used", describeError(error));
    }
  };

  const readOn = async (ears: Ears): Promise<void> => {
    let isBroken = false;
    while (!isClosing) {
      try {
        const answer = (await reader.xRead({ key: stream, id: last }, { BLOCK: blockMs, COUNT: 200 })) as
          | readonly {
              readonly messages: readonly { readonly id: string; readonly message: Record<string, string> }[];
            }[]
          | null;
        if (isBroken) ears.missed();
        isBroken = false;
        for (const { id, message } of answer?.[0]?.messages ?? []) {
          last = id;
          hear(message["text"], ears);
        }
      } catch (error) {
        if (isClosing) return;
        if (!isBroken) log.warn("The other processes cannot be heard; trying again", describeError(error));
        isBroken = true;
        await delay(100);
      }
    }
  };

  return {
    send: async (message) => {
      await writer.xAdd(
        stream,
        "*",
        { text: JSON.stringify(message) },
        {
          TRIM: { strategy: "MAXLEN", strategyModifier: "~", threshold: mostKept },
        },
      );
    },
    listen: (ears) => {
      reading ??= readOn(ears);
    },
    isReady: () => writer.isReady && reader.isReady,
    close: async () => {
      isClosing = true;
      reader.destroy();
      await reading;
      if (writer.isReady) await writer.close();
      else writer.destroy();
    },
  };
};
