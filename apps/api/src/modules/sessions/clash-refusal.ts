import type { Clash } from "@handrail/domain/sessions/schedule-schema";

import { no, type Refused } from "../../kernel/refused.ts";

/** Whose time it is, in a sentence: staff and rooms by name, students by code. */
const sentenceOf = ({ kind, name, title }: Clash): string => {
  switch (kind) {
    case "staff":
      return `${name} leads ${title} at that time.`;
    case "room":
      return `${name} is taken by ${title} at that time.`;
    case "student":
      return `${name} is expected at ${title} at that time.`;
    case "self":
      return "Two sessions of this schedule overlap.";
  }
};

/** No, with the session that is in the way and when, so that the screen can show where. */
export const clashRefusal = (
  at: { readonly startsAt: string; readonly occursOn?: string },
  clash: Clash | undefined,
): Refused =>
  clash === undefined
    ? no("SESSION_CLASH", "This time is taken by another session.")
    : no("SESSION_CLASH", sentenceOf(clash), {
        field: clash.kind === "staff" ? "facilitatorId" : clash.kind === "room" ? "locationId" : "time",
        details: {
          at: at.startsAt,
          occursOn: at.occursOn ?? null,
          kind: clash.kind,
          name: clash.name,
          sessionId: clash.sessionId,
          title: clash.title,
          startsAt: clash.startsAt,
          endsAt: clash.endsAt,
        },
      });
