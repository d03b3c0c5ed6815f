import type { Pool } from "@handrail/db/client";
import postgres from "postgres";

export interface Listener {
  /** Listens if it does not already; call it every now and then, for a connection ends with its server. */
  ensure(): Promise<void>;
  stop(): Promise<void>;
}

interface Callbacks {
  onnotify(channel: string, payload: string): void;
  onclose(): void;
}

/**
 * LISTEN on a connection of its own. The driver's own `listen` tries once to come back after a lost connection and
 * then stays deaf without a word; here the caller's poll brings it back.
 */
export const createListener = (pool: Pool, channel: string, heard: (payload: string) => void): Listener => {
  let isListening = false;
  const callbacks: Callbacks = {
    onnotify: (from, payload) => {
      if (from === channel) heard(payload);
    },
    onclose: () => {
      isListening = false;
    },
  };
  // Parsed options are options; the declared type of the first leaves the password out.
  const options = pool.options as unknown as postgres.Options<Record<string, never>>;
  const ear = postgres({ ...options, ...callbacks, max: 1, idle_timeout: 0, max_lifetime: null, fetch_types: false });
  return {
    ensure: async () => {
      if (isListening) return;
      await ear`listen ${ear(channel)}`;
      isListening = true;
      heard("");
    },
    stop: () => ear.end({ timeout: 1 }),
  };
};
