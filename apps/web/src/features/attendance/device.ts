import type { Roster } from "@handrail/domain/attendance/schema";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import { type Place, seal, type Sealed, unseal } from "../../lib/seal.ts";
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

/** As it lies in the browser: whose it is and of which session and day, the rest sealed. */
export interface SealedRoster extends Pick<CachedRoster, "sessionId" | "personId" | "day" | "savedAt"> {
  readonly sealed: Sealed;
}

/** Words being written for a row, until they are kept as a mark. */
interface NoteDraft {
  readonly key: string;
  readonly personId: string;
  readonly sealed: Sealed;
}

/** Those of a version that did not seal are read as they are, and sealed at the next change. */
export type KeptItem = Item | { readonly mutationId: string; readonly personId: string; readonly sealed: Sealed };

interface Marks extends DBSchema {
  items: { key: string; value: KeptItem };
}
interface Copies extends DBSchema {
  rosters: { key: string; value: SealedRoster };
  drafts: { key: string; value: NoteDraft };
}

/** One connection for the page, which steps aside when another tab wipes the device at sign-out. */
const connection = <S extends DBSchema>(
  [name, version]: readonly [string, number],
  stores: (database: IDBPDatabase<S>, oldVersion: number) => void,
) => {
  let opening: Promise<IDBPDatabase<S>> | undefined;
  const reset = (): void => {
    opening = undefined;
  };
  return (): Promise<IDBPDatabase<S>> => {
    opening ??= openDB<S>(name, version, {
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
export const marksOnDevice = connection<Marks>(["handrail-marks", 1], (database) => {
  database.createObjectStore("items", { keyPath: "mutationId" });
});

/** Copies of what the server has, with names: sealed for this sign-in, wiped at sign-out and at the end of the day. */
export const copiesOnDevice = connection<Copies>(["handrail-rosters", 2], (database, oldVersion) => {
  // Those of the first version were not sealed.
  if (oldVersion > 0) for (const store of ["rosters", "drafts"] as const) database.deleteObjectStore(store);
  database.createObjectStore("rosters", { keyPath: "sessionId" });
  database.createObjectStore("drafts", { keyPath: "key" });
});

const rosterPlace = (sessionId: string, personId: string): Place => ({
  kind: "copies",
  personId,
  place: `roster ${sessionId}`,
});

export const sealRoster = async ({ roster, names, ...about }: CachedRoster): Promise<SealedRoster> => ({
  ...about,
  sealed: await seal(rosterPlace(about.sessionId, about.personId), { roster, names }),
});

/** Null where it was sealed in a sign-in that is over. */
export const openRoster = async ({ sealed, ...about }: SealedRoster): Promise<CachedRoster | null> => {
  const inside = await unseal(rosterPlace(about.sessionId, about.personId), sealed);
  return inside === undefined ? null : { ...about, ...(inside as Pick<CachedRoster, "roster" | "names">) };
};

const notePlace = (key: string, personId: string): Place => ({ kind: "words", personId, place: `note ${key}` });

export const keepNote = async (key: string, personId: string, text: string): Promise<void> => {
  const sealed = await seal(notePlace(key, personId), text);
  await (await copiesOnDevice()).put("drafts", { key, personId, sealed });
};

export const readNote = async (key: string, personId: string): Promise<string | null> => {
  const draft = await (await copiesOnDevice()).get("drafts", key);
  if (draft?.personId !== personId) return null;
  const text = await unseal(notePlace(key, personId), draft.sealed);
  return typeof text === "string" ? text : null;
};

export const dropNote = async (key: string): Promise<void> => {
  await (await copiesOnDevice()).delete("drafts", key);
};

const itemPlace = ({ mutationId, personId }: Pick<Item, "mutationId" | "personId">): Place => ({
  kind: "words",
  personId,
  place: `mark ${mutationId}`,
});

/** A mark and its note, readable to the one who made it alone. */
export const sealItem = async (item: Item): Promise<KeptItem> => ({
  mutationId: item.mutationId,
  personId: item.personId,
  sealed: await seal(itemPlace(item), item),
});

/** Null where it is somebody else's. */
export const openItem = async (kept: KeptItem): Promise<Item | null> => {
  if (!("sealed" in kept)) return kept;
  const item = await unseal(itemPlace(kept), kept.sealed);
  return item === undefined ? null : (item as Item);
};
