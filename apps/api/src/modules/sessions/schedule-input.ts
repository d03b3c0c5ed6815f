import type { Pattern } from "@handrail/domain/sessions/schedule-schema";

import { no } from "../../kernel/refused.ts";

interface Choosable {
  readonly staff: readonly { readonly id: string }[];
  readonly rooms: readonly { readonly id: string }[];
}

/** Only people and rooms of this school can be asked for: others do not exist here. */
export const checkPlace = (
  { facilitatorId, locationId }: { readonly facilitatorId: string | null; readonly locationId: string | null },
  { staff, rooms }: Choosable,
): void => {
  if (facilitatorId !== null && !staff.some(({ id }) => id === facilitatorId))
    throw no("NOT_FOUND", "There is no such person to lead it.", { field: "facilitatorId" });
  if (locationId !== null && !rooms.some(({ id }) => id === locationId))
    throw no("NOT_FOUND", "There is no such room.", { field: "locationId" });
};

export const checkPatterns = (patterns: readonly Pattern[], choosable: Choosable): void => {
  for (const pattern of patterns) {
    if (pattern.endsOn < pattern.startsOn)
      throw no("INVALID_INPUT", "The last day is before the first day.", { field: "endsOn" });
    checkPlace(pattern, choosable);
  }
};
