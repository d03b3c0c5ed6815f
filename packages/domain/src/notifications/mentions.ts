import { composed, folded } from "../kernel/fold.ts";

interface Colleague {
  readonly id: string;
  readonly name: string;
}

interface Mention {
  /** As it stands in the text, with its `@`. */
  readonly typed: string;
  /** Who is meant: nobody when no colleague is called so, several of one family name. */
  readonly ids: readonly string[];
}

/** A mention tells whoever may read the entry: one that is restricted, the case team alone. */
export const isToldOf = (
  { reads }: { readonly reads: "all" | "open" | "none" },
  { isRestricted }: { readonly isRestricted: boolean },
): boolean => reads === "all" || (reads === "open" && !isRestricted);

/** A word as it compares, and whether another follows at once, joined by a hyphen. */
interface Word {
  readonly exact: string;
  readonly plain: string;
  readonly isJoined: boolean;
}

const titles = new Set(["mr", "mrs", "ms", "miss", "mx", "dr", "prof"]);

const wordOf = (text: string, isJoined: boolean): Word => {
  const exact = composed(text).toLowerCase().replaceAll("'", "");
  return { exact, plain: folded(text).replaceAll("'", ""), isJoined };
};

// Apostrophes within a word belong to it; a line's end, a dash or any other sign ends the name.
const nextWord = /^([\p{L}\p{N}\p{M}]+(?:'[\p{L}\p{N}\p{M}]+)*)(-(?=[\p{L}\p{N}]))?/u;

/** The words after an `@`, as far as they can belong to one name, with where each ends in the text. */
const wordsAfter = (rest: string): { readonly words: readonly Word[]; readonly ends: readonly number[] } => {
  const words: Word[] = [];
  const ends: number[] = [];
  let at = 0;
  while (words.length < 8) {
    const [whole = "", letters = "", hyphen] = nextWord.exec(rest.slice(at)) ?? [];
    if (letters === "") break;
    words.push(wordOf(letters, hyphen !== undefined));
    ends.push(at + letters.length);
    at += whole.length;
    if (hyphen !== undefined) continue;
    if (rest.charAt(at) === "." && titles.has(words.at(-1)?.plain ?? "")) at += 1;
    if (!/[ \u00A0]/.test(rest.charAt(at))) break;
    at += 1;
  }
  return { words, ends };
};

/** The ways to write a colleague: the whole name, without its title, and the family name alone. */
const spellingsOf = (name: string): readonly (readonly Word[])[] => {
  const { words } = wordsAfter(composed(name).trim().replaceAll(/\s+/gu, " "));
  const family = words.findLastIndex((_, index) => words[index - 1]?.isJoined !== true);
  const starts = new Set([0, titles.has(words[0]?.plain ?? "") && words.length > 1 ? 1 : 0, Math.max(family, 0)]);
  return words.length === 0 ? [] : [...starts].map((start) => words.slice(start));
};

/** An accent that was typed is meant; one that was left out may be any. */
const fits = (typed: Word, own: Word): boolean =>
  typed.exact === own.exact || (typed.plain === own.plain && typed.exact === typed.plain);

const unpossessive = ({ exact, plain, isJoined }: Word): Word => ({
  exact: exact.replace(/s$/, ""),
  plain: plain.replace(/s$/, ""),
  isJoined,
});

interface Fit {
  readonly id: string;
  readonly length: number;
  readonly letters: number;
  readonly isExact: boolean;
}

/**
 * The colleagues whom a text mentions: `@` and a name, as written or without its title, however its accents,
 * apostrophes and hyphens were typed. A name is taken whole: `@Ana` is not Ana-Maria, and the longest one wins.
 */
export const mentionsIn = (text: string, people: readonly Colleague[]): readonly Mention[] => {
  const whole = composed(text);
  const names = people.flatMap(({ id, name }) => spellingsOf(name).map((words) => ({ id, words })));
  return [...whole.matchAll(/@/g)].flatMap(({ index }): Mention[] => {
    // An address is not a mention.
    if (index > 0 && /[\p{L}\p{N}\p{M}._-]/u.test(whole.charAt(index - 1))) return [];
    const rest = whole.slice(index + 1);
    const { words, ends } = wordsAfter(rest);
    if (words.length === 0) return [];
    const found = names.flatMap(({ id, words: own }): Fit[] => {
      const last = own.length - 1;
      const typed = words.slice(0, own.length);
      const isPossessive = /'[sS]$/.test(rest.slice(0, ends[last] ?? 0));
      const ending = isPossessive ? typed.map((word, at) => (at === last ? unpossessive(word) : word)) : typed;
      const matching = [typed, ending].find((some) => own.every((word, at) => some[at] && fits(some[at], word)));
      if (matching === undefined || typed[last]?.isJoined === true) return [];
      const letters = own.reduce((sum, { plain }) => sum + plain.length, 0);
      return [
        { id, length: own.length, letters, isExact: own.every((word, at) => word.exact === matching[at]?.exact) },
      ];
    });
    const letters = Math.max(0, ...found.map((fit) => fit.letters));
    const longest = found.filter((fit) => fit.letters === letters);
    const exact = longest.filter(({ isExact }) => isExact);
    // Two of one name: neither is meant for sure, so both are told.
    const ids = [...new Set((exact.length > 0 ? exact : longest).map(({ id }) => id))];
    const end = ends[(longest[0]?.length ?? 1) - 1] ?? 0;
    return [{ typed: `@${rest.slice(0, end)}`, ids }];
  });
};
