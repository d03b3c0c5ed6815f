import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { MessageStatus } from "./schema.ts";

/** What decides whether anything may be sent to a guardian: asked when it is queued, and again when it leaves. */
export interface ContactFacts {
  readonly mayContact: boolean;
  /** A consent of the family with `identity.contact` is active now. */
  readonly hasConsent: boolean;
}

/** Why nothing may be sent to them, in words; null when it may. */
export const heldBecause = ({ mayContact, hasConsent }: ContactFacts): string | null => {
  if (!mayContact) return "This person asked not to be contacted.";
  return hasConsent ? null : "The family has not agreed to be contacted.";
};

/** What was never sent may be tried again; what left, or is about to, may not. */
export const canBeResent = (status: MessageStatus): Verdict =>
  status === "failed" || status === "held"
    ? allow
    : refuse("ALREADY_DECIDED", "Only a message that failed or was held back can be sent again.");

/** Where a status may go: what a provider says late or twice changes nothing that is settled. */
export const mayBecome = (from: MessageStatus, to: "delivered" | "failed"): boolean =>
  from === "sent" || (from === "sending" && to === "delivered") || (from === "failed" && to === "delivered");
