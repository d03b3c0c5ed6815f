import type { Refusal, Situation } from "./errors.ts";

/** What a rule or a policy answers. The same verdict disables the button and guards the write. */
export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly refusal: Refusal };

export const allow: Verdict = { allowed: true };

export const refuse = (
  situation: Situation,
  message: string,
  more: Omit<Refusal, "situation" | "message"> = {},
): Verdict => ({
  allowed: false,
  refusal: { situation, message, ...more },
});

/** The first refusal, else allowed. */
export const all = (...verdicts: readonly Verdict[]): Verdict => verdicts.find((v) => !v.allowed) ?? allow;
