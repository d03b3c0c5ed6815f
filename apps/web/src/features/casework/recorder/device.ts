import type { AddUpdateInput, RecordMeetingInput } from "@handrail/domain/casework/meeting-schema";
import type { DraftBody } from "@handrail/domain/casework/recorder-schema";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import { type Place, seal, type Sealed, unseal } from "../../../lib/seal.ts";

/** Decided on and not answered yet. Sent again under the same mutationId, it has one effect. */
export type Sending =
  | { readonly kind: "meeting"; readonly input: RecordMeetingInput }
  | { readonly kind: "update"; readonly input: AddUpdateInput };

/** What a person is writing about a student, as it stands on this device. */
export interface KeptWords {
  readonly draftId: string;
  readonly personId: string;
  readonly kind: "meeting" | "update";
  readonly studentId: string | null;
  readonly displayCode: string | null;
  readonly caseId: string | null;
  readonly body: DraftBody;
  /** The server's version that these words follow; 0 where it has none. */
  readonly version: number;
  readonly at: string;
  readonly sending: Sending | null;
}

/** As they lie in the browser. Those of a version that did not seal are read as they are, and sealed at the next change. */
type StoredWords =
  | KeptWords
  | { readonly draftId: string; readonly personId: string; readonly at: string; readonly sealed: Sealed };

interface Words extends DBSchema {
  words: { key: string; value: StoredWords };
}

const placeOf = ({ draftId, personId }: Pick<KeptWords, "draftId" | "personId">): Place => ({
  kind: "words",
  personId,
  place: `draft ${draftId}`,
});

const sealWords = async (words: KeptWords): Promise<StoredWords> => ({
  draftId: words.draftId,
  personId: words.personId,
  at: words.at,
  sealed: await seal(placeOf(words), words),
});

const openWords = async (stored: StoredWords): Promise<KeptWords | null> => {
  if (!("sealed" in stored)) return stored;
  const words = await unseal(placeOf(stored), stored.sealed);
  return words === undefined ? null : (words as KeptWords);
};

const connection = (name: string) => {
  let opening: Promise<IDBPDatabase<Words>> | undefined;
  const reset = (): void => {
    opening = undefined;
  };
  return (): Promise<IDBPDatabase<Words>> => {
    opening ??= openDB<Words>(name, 1, {
      upgrade: (database) => {
        database.createObjectStore("words", { keyPath: "draftId" });
      },
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

/** Words that the server does not have yet: they outlive a sign-out, as their writer alone is shown them. */
const unsent = connection("handrail-words");
/** Copies of drafts that the server has: wiped at sign-out. */
const copies = connection("handrail-drafts");

export const keepWords = async (words: KeptWords): Promise<void> => {
  const sealed = await sealWords(words);
  await (await unsent()).put("words", sealed);
};

/** The server has these words now; unless newer ones were typed meanwhile, the device's own become a copy. */
export const settleWords = async (words: KeptWords): Promise<void> => {
  const sealed = await sealWords(words);
  await (await copies()).put("words", sealed);
  const transaction = (await unsent()).transaction("words", "readwrite");
  const held = await transaction.store.get(words.draftId);
  if (held !== undefined && held.at <= words.at) await transaction.store.delete(words.draftId);
  await transaction.done;
};

export const dropWords = async (draftId: string): Promise<void> => {
  await Promise.all([unsent, copies].map(async (open) => (await open()).delete("words", draftId)));
};

const openOf = async (stored: readonly StoredWords[], personId: string): Promise<readonly KeptWords[]> => {
  const words = await Promise.all(stored.filter((one) => one.personId === personId).map(openWords));
  return words.filter((one) => one !== null);
};

/** Everything this device holds of a person, newest first. */
export const wordsOf = async (personId: string): Promise<readonly KeptWords[]> => {
  const [kept = [], copied = []] = await Promise.all(
    [unsent, copies].map(async (open) => openOf(await (await open()).getAll("words"), personId)),
  );
  const byDraft = new Map([...copied, ...kept].map((one) => [one.draftId, one]));
  return [...byDraft.values()].toSorted((a, b) => b.at.localeCompare(a.at));
};
