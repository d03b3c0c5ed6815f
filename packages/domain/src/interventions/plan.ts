import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { InterventionFields } from "./intervention-schema.ts";

/** The end lies on the first day or after it. */
export const canBePlanned = ({ startDate, endDate }: Pick<InterventionFields, "startDate" | "endDate">): Verdict =>
  endDate !== null && endDate < startDate
    ? refuse("INVALID_INPUT", "The end is before the start.", { field: "endDate" })
    : allow;

/** Places can be taken away as long as nobody sits on them. */
export const canHold = (capacity: number | null, enrolled: number): Verdict =>
  capacity !== null && enrolled > capacity
    ? refuse(
        "INTERVENTION_FULL",
        `${enrolled} students are enrolled: withdraw some first, or keep ${enrolled} places.`,
        {
          field: "capacity",
          details: { enrolled },
        },
      )
    : allow;
