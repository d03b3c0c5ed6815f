import { folded } from "../kernel/fold.ts";

/** Fewer letters than this match half a school: only a word that is no longer is found by them. */
export const shortestPrefix = 2;
const longestPrefix = 16;
/** A name of more words is searched by its first ones. */
const mostWords = 8;

/** The words of a name or of a search. An apostrophe joins (`O'Donnell`: `odonnell`), everything else separates. */
export const nameWords = (text: string): string[] => {
  const words = folded(text)
    .replaceAll("'", "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => Array.from(word).slice(0, longestPrefix).join(""));
  return [...new Set(words)].slice(0, mostWords);
};

/** A word of a name that is looked for whole: `ana` is not the beginning of Anaïs. */
export const wholeWord = (word: string): string => `${word} `;

/** Everything by which a name's words are found: their beginnings of two letters and more, and each whole. */
export const namePrefixes = (name: string): string[] => {
  const prefixes = nameWords(name).flatMap((word) => {
    const letters = Array.from(word);
    const from = Math.min(shortestPrefix, letters.length);
    const beginnings = Array.from({ length: letters.length - from + 1 }, (_, more) =>
      letters.slice(0, from + more).join(""),
    );
    return [...beginnings, wholeWord(word)];
  });
  return [...new Set(prefixes)];
};

/** Whether every word of a search begins a word of the name or code: `zoe` finds Zoë, `heron-9` finds HERON-91. */
export const beginsWords = (name: string, search: string): boolean => {
  const asked = nameWords(search);
  const own = nameWords(name);
  return asked.length === 0 ? search.trim() === "" : asked.every((word) => own.some((one) => one.startsWith(word)));
};
