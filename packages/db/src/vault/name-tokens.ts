import { namePrefixes, nameWords, shortestPrefix, wholeWord } from "@handrail/domain/privacy/name-words";
import type { IdentityField } from "@handrail/domain/privacy/schema";

import type { Keyring } from "./keyring.ts";

/** The fields of a student that a search looks at. */
export const searchedFields = ["full_name", "preferred_name"] as const satisfies readonly IdentityField[];
export type SearchedField = (typeof searchedFields)[number];

/** Half of the hash: a chance meeting of two prefixes stays out of reach, and the index is half as large. */
const tokenLength = 16;

/** Whose names, and which: the key of the tokens is theirs alone, so that two schools' indexes cannot be laid side by side. */
export interface TokensOf {
  readonly tenantId: string;
  readonly field: SearchedField;
}

const tokenOf = (keyring: Keyring, { tenantId, field }: TokensOf, prefix: string): Uint8Array =>
  keyring.hmac(`name index ${tenantId} ${field}`, prefix).subarray(0, tokenLength);

/** What stands in the index for a name. */
export const tokensOfName = (keyring: Keyring, of: TokensOf, name: string): Uint8Array[] =>
  namePrefixes(name).map((prefix) => tokenOf(keyring, of, prefix));

export interface WordToken {
  /** Which word of the search it stands for: every word has to be found. */
  readonly word: number;
  /** A single letter beside longer words: it tells two names apart, and leaves out nobody where no name has it. */
  readonly isExtra: boolean;
  readonly token: Uint8Array;
}

/** What to look for: the words of a search in each field. A word too short to search by alone finds only itself. */
export const tokensOfSearch = (keyring: Keyring, tenantId: string, search: string): WordToken[] => {
  const words = nameWords(search);
  const isShort = (word: string): boolean => Array.from(word).length < shortestPrefix;
  const hasTelling = words.some((word) => !isShort(word));
  return words.flatMap((word, index) =>
    searchedFields.map((field) => ({
      word: index,
      isExtra: hasTelling && isShort(word),
      token: tokenOf(keyring, { tenantId, field }, word),
    })),
  );
};

/** What to look for to find a whole name: each of its words in each field. */
export const tokensOfWholeName = (
  keyring: Keyring,
  tenantId: string,
  name: string,
): { readonly word: number; readonly token: Uint8Array }[] =>
  nameWords(name).flatMap((word, index) =>
    searchedFields.map((field) => ({ word: index, token: tokenOf(keyring, { tenantId, field }, wholeWord(word)) })),
  );
