import type { QueryClient } from "@tanstack/react-query";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import { type Place, seal, type Sealed, unsealNow } from "./seal.ts";

/** An answer of the server as it was kept on this device, to be shown "as of" its time while there is no network. */
interface KeptAnswer {
  readonly personId: string;
  readonly at: number;
  readonly data: unknown;
}

interface SealedAnswer extends Omit<KeptAnswer, "data"> {
  readonly sealed: Sealed;
}

interface Answers extends DBSchema {
  answers: { key: string; value: SealedAnswer };
}

const placeOf = (key: string, personId: string): Place => ({ kind: "copies", personId, place: `answers ${key}` });

const name = "handrail-answers";

const open = (): Promise<IDBPDatabase<Answers>> =>
  openDB<Answers>(name, 2, {
    upgrade: (database, oldVersion) => {
      // Those of the first version were not sealed.
      if (oldVersion > 0) database.deleteObjectStore("answers");
      database.createObjectStore("answers");
    },
    // Signing out in another tab deletes the database: an open connection would hold that up.
    blocking: (_current, _next, event) => {
      (event.target as IDBDatabase).close();
    },
  });

const withAnswers = async <T>(work: (database: IDBPDatabase<Answers>) => Promise<T>): Promise<T> => {
  const database = await open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
};

export const keepAnswer = async (key: string, { data, ...answer }: KeptAnswer): Promise<void> => {
  const sealed = await seal(placeOf(key, answer.personId), data);
  await withAnswers(async (database) => {
    await database.put("answers", { ...answer, sealed }, key);
  });
};

/**
 * Puts what this device has kept of `keys` into the cache, with the time it was asked for; nothing of what was sealed in a
 * sign-in that is over. Returns whose it is.
 */
export const restoreAnswers = async (
  queryClient: QueryClient,
  keys: readonly {
    readonly name: string;
    readonly queryKey: readonly unknown[];
    readonly isOf: (data: unknown) => boolean;
  }[],
): Promise<string | null> => {
  const databases = await indexedDB.databases();
  // Reading must not create what was wiped.
  if (!databases.some((one) => one.name === name)) return null;
  return withAnswers(async (database) => {
    let personId: string | null = null;
    for (const { name: key, queryKey, isOf } of keys) {
      const kept = await database.get("answers", key);
      if (kept === undefined || (personId !== null && kept.personId !== personId)) continue;
      personId = kept.personId;
      const data = await unsealNow(placeOf(key, personId), kept.sealed);
      if (data === undefined || !isOf(data)) continue;
      queryClient.setQueryData(queryKey, data, { updatedAt: kept.at });
      // However young it is, this page has not heard the server yet.
      await queryClient.invalidateQueries({ queryKey, exact: true, refetchType: "none" });
    }
    return personId;
  });
};
