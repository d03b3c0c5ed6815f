import type { Roster } from "@handrail/domain/attendance/schema";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import type { Item } from "./queue/item.ts";

export interface CachedRoster {
  readonly sessionId: string;
  readonly personId: string;
  /** The school's day this copy belongs to: only today's are kept. */
  readonly day: string;
  readonly savedAt: string;
  readonly roster: Roster;
  readonly names: readonly { readonly studentId: string; readonly preferredName: string; readonly fullName: string }[];
}

/** Words being written for a row, until they are kept as a mark. */
interface NoteDraft {
  readonly key: string;
  readonly personId: string;
  readonly text: string;
}

interface Marks extends DBSchema {
  items: { key: string; value: Item };
}
interface Copies extends DBSchema {
  rosters: { key: string; value: CachedRoster };
  drafts: { key: string; value: NoteDraft };
}

/** One connection for the page, which steps aside when another tab wipes the device at sign-out. */
const connection = <S extends DBSchema>(name: string, stores: (database: IDBPDatabase<S>) => void) => {
  let opening: Promise<IDBPDatabase<S>> | undefined;
  const reset = (): void => {
    opening = undefined;
  };
  return (): Promise<IDBPDatabase<S>> => {
    opening ??= openDB<S>(name, 1, {
      upgrade: stores,
      blocking: (_current, _next, event) => {
        (event.target as IDBDatabase).close();
        reset();
      },
      terminated: reset,
    }).catch((error: unknown) => {
      reset();
      throw error;
    });
    return opening;
  };
};

/** What was meant and is not answered: it outlives a sign-out, as nobody but its maker can send or see it. */
export const marksOnDevice = connection<Marks>("handrail-marks", (database) => {
  database.createObjectStore("items", { keyPath: "mutationId" });
});

/** Copies of what the server has, with names: wiped at sign-out and at the end of the day. */
export const copiesOnDevice = connection<Copies>("handrail-rosters", (database) => {
  database.createObjectStore("rosters", { keyPath: "sessionId" });
  database.createObjectStore("drafts", { keyPath: "key" });
});
