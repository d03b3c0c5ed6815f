import { type Patched, patchOwnRows, patchSessionStatus } from "@handrail/domain/attendance/patch";
import type { Roster } from "@handrail/domain/attendance/schema";

import { api, queryClient } from "../../../lib/api.ts";
import type { Item } from "../queue/item.ts";
import type { Sent } from "../queue/send.ts";
import { patchCached } from "./cached.ts";

type Outcome = Sent & { kind: "done" | "refused" | "moot" };
interface Told {
  readonly sessionId: string;
  readonly sent: Outcome;
}

const channel = new BroadcastChannel("handrail-answers");

export const rosterKey = (sessionId: string) => api.attendance.roster.queryKey({ sessionId });

/** Puts what `step` makes of it in the roster's place; asks again when that is not the whole story. */
export const patchHeld = (sessionId: string, step: (roster: Roster) => Patched): void => {
  const key = rosterKey(sessionId);
  const held = queryClient.getQueryData(key);
  if (held === undefined) return;
  const { roster, isComplete } = step(held);
  // The time of the last fetch stays: a patch says nothing of the rows it does not touch.
  if (roster !== held) queryClient.setQueryData(key, roster);
  if (!isComplete) void queryClient.invalidateQueries({ queryKey: key });
};

const stepOf =
  ({ sessionId, sent }: Told) =>
  (roster: Roster): Patched => {
    if (sent.kind !== "done") return { roster, isComplete: false };
    const { version, rows, status } = sent;
    return status === null
      ? patchOwnRows(roster, { sessionId, version, rows })
      : patchSessionStatus(roster, { sessionId, version, status });
  };

const hear = (told: Told): void => patchHeld(told.sessionId, stepOf(told));

channel.addEventListener("message", ({ data }: MessageEvent<Told>) => hear(data));

/** The server's answer to an own item: into this page's roster, the other tabs' and the copy on the device. */
export const applyAnswer = async (item: Item, sent: Outcome): Promise<void> => {
  const told: Told = { sessionId: item.sessionId, sent };
  hear(told);
  channel.postMessage(told);
  if (sent.kind !== "done") return;
  try {
    await patchCached(item.sessionId, (roster) => stepOf(told)(roster).roster);
  } catch (problem) {
    // The copy is only for reloads without a network; the answer itself is safe on the server.
    console.warn("The copy of a roster on this device could not be renewed.", problem);
  }
};
