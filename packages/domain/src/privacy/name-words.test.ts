import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { beginsWords, namePrefixes, nameWords, shortestPrefix } from "./name-words.ts";

describe("the words of a name", () => {
  test.each([
    ["Zoë Nguyễn", ["zoe", "nguyen"]],
    ["Wójcik-MÜLLER", ["wojcik", "muller"]],
    ["O'Donnell", ["odonnell"]],
    ["Łukasz Ødegård", ["lukasz", "odegard"]],
    ["De  Vries", ["de", "vries"]],
    ["O", ["o"]],
    [" -- ", []],
    ["李 小龙", ["李", "小龙"]],
    ["anna anna", ["anna"]],
    ["Kaʻahumanu Keʼalohi", ["kaahumanu", "kealohi"]],
    ["O`Neil O´Neil O‘Neil O′Neil O＇Neil", ["oneil"]],
    ["Ｋｉｍ\u200B\u200E An\u00ADna", ["kim", "anna"]],
    ["Ana‐Maria Ana‑Luz", ["ana", "maria", "luz"]],
  ])("%j are %j", (name, words) => expect(nameWords(name)).toEqual(words));
});

test.each([
  ["Zoë Nguyễn", "zoe", true],
  ["Zoe\u0308 Nguyen", "zoë n", true],
  ["Ms O’Neil", "o'neil", true],
  ["Kaʻahumanu", "kaa", true],
  ["Ana-Maria Sousa", "ana-m", true],
  ["HERON-91", "heron-9", true],
  ["HERON-91", "heron‑91", true],
  ["Kim O", "kim o", true],
  ["Zoë Nguyễn", "zoe k", false],
  ["Zoë Nguyễn", "oe", false],
  ["Zoë Nguyễn", " ", true],
  ["Zoë Nguyễn", "--", false],
])("%j has words that begin as %j: %j", (name, search, isFound) => expect(beginsWords(name, search)).toBe(isFound));

const word = fc.string({
  unit: fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyzéèöüñçłø")),
  minLength: 1,
  maxLength: 14,
});
const name = fc.array(word, { minLength: 1, maxLength: 4 });

test("whatever begins a word of the name finds it, however it is written; what begins none does not", () => {
  fc.assert(
    fc.property(name, fc.nat(), fc.nat(), (words, which, length) => {
      const full = words.join(" ");
      const prefixes = new Set(namePrefixes(full));
      const [typed = ""] = nameWords((words[which % words.length] ?? "").toUpperCase());
      const letters = Array.from(typed);
      const some = letters.slice(0, Math.max(Math.min(shortestPrefix, letters.length), length % (letters.length + 1)));
      expect(prefixes.has(some.join(""))).toBe(true);
      for (const prefix of prefixes)
        expect(nameWords(full).some((one) => one === prefix.trim() || one.startsWith(prefix))).toBe(true);
    }),
  );
});

test("a name leaves few tokens, however long it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
      const prefixes = namePrefixes(text);
      expect(prefixes.length).toBeLessThanOrEqual(8 * 17);
      for (const prefix of prefixes) expect(Array.from(prefix).length).toBeLessThanOrEqual(17);
    }),
  );
});
