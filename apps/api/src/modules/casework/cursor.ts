import { Day } from "@handrail/domain/kernel/time";

import { no } from "../../kernel/refused.ts";

/** The last row of a page: what it was sorted by, and its id. */
interface Place {
  readonly sort: string;
  readonly id: string;
}

const placeShape = /^((?:\d~)?[\d-]{1,10})~([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

const isCount = (value: string): boolean => /^\d{1,9}$/.test(value);
const isDay = (value: string): boolean => Day.safeParse(value).success;

export const cursorOf = ({ sort, id }: Place): string => Buffer.from(`${sort}~${id}`).toString("base64url");

/** A group of the list, and the day within it. */
const tierShape = /^\d~(.{10})$/;
const isTierDay = (value: string): boolean => isDay(tierShape.exec(value)?.[1] ?? "");

const isPlace = { day: isDay, number: isCount, tier: isTierDay } as const;

/** The place that a cursor names, of a list sorted by days, by numbers, or by groups and days. */
export const placeOf = (cursor: string, sortedBy: keyof typeof isPlace): Place => {
  const [, sort, id] = placeShape.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (sort === undefined || id === undefined || !isPlace[sortedBy](sort))
    throw no("INVALID_INPUT", "This is not a cursor of this list.", { field: "cursor" });
  return { sort, id };
};
