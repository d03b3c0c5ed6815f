import { Day } from "@handrail/domain/kernel/time";

import { no } from "../../kernel/refused.ts";

/** The last row of a page: what it was sorted by, and its id. */
interface Place {
  readonly sort: string;
  readonly id: string;
}

const placeShape = /^([\d-]{1,10})~([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

const isCount = (value: string): boolean => /^\d{1,9}$/.test(value);
const isDay = (value: string): boolean => Day.safeParse(value).success;

export const cursorOf = ({ sort, id }: Place): string => Buffer.from(`${sort}~${id}`).toString("base64url");

/** The place that a cursor names, of a list sorted by days or by numbers. */
export const placeOf = (cursor: string, sortedBy: "day" | "number"): Place => {
  const [, sort, id] = placeShape.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (sort === undefined || id === undefined || !(sortedBy === "day" ? isDay(sort) : isCount(sort)))
    throw no("INVALID_INPUT", "This is not a cursor of this list.", { field: "cursor" });
  return { sort, id };
};
