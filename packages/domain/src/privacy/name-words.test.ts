import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { namePrefixes, nameWords, shortestPrefix } from "./name-words.ts";

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
  ])("%j are %j", (name, words) => expect(nameWords(name)).toEqual(words));
});

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
      for (const prefix of prefixes) expect(nameWords(full).some((one) => one.startsWith(prefix))).toBe(true);
    }),
  );
});

test("a name leaves few tokens, however long it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
      expect(namePrefixes(text).length).toBeLessThanOrEqual(8 * 16);
      for (const prefix of namePrefixes(text)) expect(Array.from(prefix).length).toBeLessThanOrEqual(16);
    }),
  );
});
