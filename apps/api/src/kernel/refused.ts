import type { Refusal, Situation } from "@handrail/domain/kernel/errors";
import type { Verdict } from "@handrail/domain/kernel/verdict";

/** A no on its way out: thrown in a command, mapped once in trpc.ts. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.message, options);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

export const no = (situation: Situation, message: string, more: Omit<Refusal, "situation" | "message"> = {}): Refused =>
  new Refused({ situation, message, ...more });

/** Goes on when allowed, ends the command when not. */
export const insist = (verdict: Verdict): void => {
  if (!verdict.allowed) throw new Refused(verdict.refusal);
};
