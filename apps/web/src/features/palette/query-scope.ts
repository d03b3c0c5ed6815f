import type { Scope } from "./source.ts";

const signs: readonly (readonly [sign: string, scope: Scope])[] = [
  ["@", "@student"],
  ["#", "#case"],
  ["*", "*intervention"],
  [">", ">action"],
];

/** `@ama`, `@student ama` and `ama`: the scope, if one is asked for, and the words to look for. */
export const scopeOf = (typed: string): { readonly scope: Scope | null; readonly words: string } => {
  const text = typed.trimStart();
  const found = signs.find(([sign]) => text.startsWith(sign));
  if (found === undefined) return { scope: null, words: text.trim() };
  const [sign, scope] = found;
  // The sign alone is enough; its whole word may be written out.
  const rest = text.startsWith(`${scope} `) || text === scope ? text.slice(scope.length) : text.slice(sign.length);
  return { scope, words: rest.trim() };
};
