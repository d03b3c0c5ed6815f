import type { RosterRow } from "@handrail/domain/attendance/schema";
import type { SessionStatus } from "@handrail/domain/sessions/schema";

import { client, mayPass, problemOf } from "../../../lib/api.ts";
import type { Item, Problem, RefusedMark } from "./item.ts";

/** What came of sending one item. */
export type Sent =
  | {
      readonly kind: "done";
      readonly version: number;
      readonly rows: readonly RosterRow[];
      readonly status: SessionStatus | null;
      readonly refused: readonly RefusedMark[];
    }
  | { readonly kind: "refused"; readonly problem: Problem }
  /** Somebody else has settled it meanwhile: nothing is left to decide, the roster is asked for again. */
  | { readonly kind: "moot"; readonly message: string }
  /** No answer, or none now: the same again later. `fault`: the server failed at it, which may be the item's own doing. */
  | { readonly kind: "later"; readonly fault: Problem | null }
  | { readonly kind: "signIn" };

/** A connection that is open and dead answers nothing: after this long the same is sent again. */
const answerMs = 15_000;

const deliver = async (item: Item): Promise<Sent> => {
  const { mutationId, sessionId } = item;
  const options = { signal: AbortSignal.timeout(answerMs) };
  const ids = { mutationId, sessionId };
  const row = (change: { version: number; row: RosterRow }): Sent => ({
    kind: "done",
    version: change.version,
    rows: [change.row],
    status: null,
    refused: [],
  });
  switch (item.procedure) {
    case "record": {
      const { marks, afterFinish } = item.input;
      const input = {
        ...ids,
        marks: marks.map((mark) => ({ ...mark })),
        ...(afterFinish === true ? { afterFinish } : {}),
      };
      const { version, results } = await client.attendance.record.mutate(input, options);
      return {
        kind: "done",
        version,
        rows: results.flatMap((result) => (result.row === null ? [] : [result.row])),
        status: null,
        refused: results.flatMap((result) =>
          result.outcome === "refused"
            ? [
                {
                  studentId: result.studentId,
                  situation: result.situation ?? "REFUSED",
                  reason: result.reason ?? "This mark was not accepted.",
                  details: {},
                },
              ]
            : [],
        ),
      };
    }
    case "keep":
      return row(await client.attendance.keep.mutate({ ...ids, ...item.input }, options));
    case "addGuest":
      return row(await client.attendance.addGuest.mutate({ ...ids, ...item.input }, options));
    case "setExpectation":
      return row(await client.attendance.setExpectation.mutate({ ...ids, ...item.input }, options));
    case "finish":
    case "reopen": {
      const { version, status } = await client.sessions[item.procedure].mutate(ids, options);
      return { kind: "done", version, rows: [], status, refused: [] };
    }
  }
};

const isMoot = (item: Item, situation: string): boolean =>
  (item.procedure === "keep" && (situation === "ALREADY_DECIDED" || situation === "STALE_VERSION")) ||
  (item.procedure === "addGuest" && situation === "ALREADY_EXPECTED");

/** Sends one item; never throws, since every way of failing is an outcome here. */
export const send = async (item: Item): Promise<Sent> => {
  try {
    return await deliver(item);
  } catch (error) {
    const { situation, message, details } = problemOf(error);
    if (situation === "NOT_SIGNED_IN") return { kind: "signIn" };
    // It may come in after the page was opened again: no reason to ask who is here.
    if (situation === "DEVICE_LOCKED") return { kind: "later", fault: null };
    // The browser's own errors (no network, timed out) carry no answer of the server.
    if (mayPass(situation))
      return { kind: "later", fault: situation === "UNKNOWN" ? { situation, reason: message, details } : null };
    if (isMoot(item, situation)) return { kind: "moot", message };
    return { kind: "refused", problem: { situation, reason: message, details } };
  }
};
