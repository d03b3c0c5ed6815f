import { type Situation, TRPCClientError } from "@handrail/client";

/** What went wrong, in the shape that every screen shows. `OFFLINE`: no answer came at all. */
export interface Problem {
  readonly situation: Situation | "OFFLINE";
  readonly message: string;
  /** The sentence that belongs to a field, by the field's name. */
  readonly fields: Readonly<Record<string, string>>;
  /** Ids and times that explain it; never names. */
  readonly details: Readonly<Record<string, string | number | null>>;
}

/** The server was not reached, or could not serve this now: the same request may be served later. */
export const mayPass = (situation: Problem["situation"]): boolean =>
  situation === "OFFLINE" || situation === "BUSY" || situation === "UNKNOWN" || situation === "TOO_MANY_TRIES";

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const fieldsOf = (list: unknown): Record<string, string> => {
  if (!Array.isArray(list)) return {};
  const pairs = list.filter(isRecord).map(({ field, message }) => [String(field), String(message)] as const);
  // The first message of a field is the rule to mend first.
  return Object.fromEntries(pairs.toReversed());
};

const detailsOf = (details: unknown): Problem["details"] =>
  isRecord(details)
    ? Object.fromEntries(
        Object.entries(details).filter(
          (pair): pair is [string, string | number | null] =>
            pair[1] === null || typeof pair[1] === "string" || typeof pair[1] === "number",
        ),
      )
    : {};

export const problemOf = (error: unknown): Problem => {
  if (error instanceof TRPCClientError) {
    const data: unknown = error.data;
    if (isRecord(data) && typeof data["situation"] === "string")
      return {
        situation: data["situation"] as Situation,
        message: error.message,
        fields: fieldsOf(data["fields"]),
        details: detailsOf(data["details"]),
      };
    if (!isRecord(data))
      return {
        situation: "OFFLINE",
        message: "Handrail cannot be reached at the moment.",
        fields: {},
        details: {},
      };
  }
  return {
    situation: "UNKNOWN",
    message: "Something went wrong on our side. Nothing was changed.",
    fields: {},
    details: {},
  };
};
