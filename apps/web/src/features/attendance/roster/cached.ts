import type { Roster } from "@handrail/domain/attendance/schema";
import { dayIn } from "@handrail/domain/kernel/time";

import { serverNow } from "../../../lib/now.ts";
import { type CachedRoster, copiesOnDevice } from "../device.ts";

const today = (zone: string): string => dayIn(zone, serverNow());

const isOfToday = (copy: CachedRoster): boolean => copy.day === today(copy.roster.session.zone);

/** A copy from before an update may lack what the roster of today rests on. */
const isWhole = ({ roster }: CachedRoster): boolean => (roster as Partial<Roster>).clashes !== undefined;

/** The copy of this person's roster, if it is of today; older ones and other people's are removed on the way. */
export const cachedRoster = async (sessionId: string, personId: string): Promise<CachedRoster | null> => {
  const database = await copiesOnDevice();
  const copies = await database.getAll("rosters");
  const stale = copies.filter((copy) => copy.personId !== personId || !isOfToday(copy) || !isWhole(copy));
  await Promise.all(stale.map((copy) => database.delete("rosters", copy.sessionId)));
  return copies.find((copy) => copy.sessionId === sessionId && !stale.includes(copy)) ?? null;
};

export const keepRoster = async (copy: Omit<CachedRoster, "day">): Promise<void> => {
  const database = await copiesOnDevice();
  await database.put("rosters", { ...copy, day: today(copy.roster.session.zone) });
};

/** Changes the kept copy of a roster that no page shows just now. */
export const patchCached = async (sessionId: string, patch: (roster: Roster) => Roster): Promise<void> => {
  const database = await copiesOnDevice();
  const transaction = database.transaction("rosters", "readwrite");
  const copy = await transaction.store.get(sessionId);
  await Promise.all([copy && transaction.store.put({ ...copy, roster: patch(copy.roster) }), transaction.done]);
};
