/** Fewer letters than this match half a school: only a word that is no longer is found by them. */
export const shortestPrefix = 2;
const longestPrefix = 16;
/** A name of more words is searched by its first ones. */
const mostWords = 8;

// Letters that stay themselves under Unicode decomposition, as people type them on a keyboard without them.
const plain: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

/** Lower case, without accents: `Nguyễn` and `nguyen` are the same. */
const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[łøđðþßæœı]/g, (letter) => plain[letter] ?? letter);

/** The words of a name or of a search. An apostrophe joins (`O'Donnell`: `odonnell`), everything else separates. */
export const nameWords = (text: string): string[] => {
  const words = folded(text)
    .replaceAll(/['’ʼ]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => Array.from(word).slice(0, longestPrefix).join(""));
  return [...new Set(words)].slice(0, mostWords);
};

/** Everything by which a name's words are found: their beginnings of two letters and more, and a word of one letter whole. */
export const namePrefixes = (name: string): string[] => {
  const prefixes = nameWords(name).flatMap((word) => {
    const letters = Array.from(word);
    const from = Math.min(shortestPrefix, letters.length);
    return Array.from({ length: letters.length - from + 1 }, (_, more) => letters.slice(0, from + more).join(""));
  });
  return [...new Set(prefixes)];
};
