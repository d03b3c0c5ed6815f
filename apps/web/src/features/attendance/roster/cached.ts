import type { Roster } from "@handrail/domain/attendance/schema";
import { dayIn } from "@handrail/domain/kernel/time";

import { serverNow } from "../../../lib/now.ts";
import { type CachedRoster, copiesOnDevice, openRoster, sealRoster } from "../device.ts";

const today = (zone: string): string => dayIn(zone, serverNow());

const isOfToday = ({ day, roster }: CachedRoster): boolean => day === today(roster.session.zone);

/** A copy from before an update may lack what the roster of today rests on. */
const isWhole = ({ roster }: CachedRoster): boolean => (roster as Partial<Roster>).clashes !== undefined;

/** The copy of this person's roster, if it is of today; older ones and those that nobody can open are removed on the way. */
export const cachedRoster = async (sessionId: string, personId: string): Promise<CachedRoster | null> => {
  const database = await copiesOnDevice();
  const copies = await Promise.all(
    (await database.getAll("rosters")).map(async (sealed) => {
      const copy = sealed.personId === personId ? await openRoster(sealed) : null;
      return { id: sealed.sessionId, copy: copy !== null && isWhole(copy) && isOfToday(copy) ? copy : null };
    }),
  );
  const stale = copies.filter(({ copy }) => copy === null);
  await Promise.all(stale.map(({ id }) => database.delete("rosters", id)));
  return copies.find(({ id }) => id === sessionId)?.copy ?? null;
};

export const keepRoster = async (copy: Omit<CachedRoster, "day">): Promise<void> => {
  const sealed = await sealRoster({ ...copy, day: today(copy.roster.session.zone) });
  await (await copiesOnDevice()).put("rosters", sealed);
};

/** Changes the kept copy of a roster that no page shows just now. */
export const patchCached = async (sessionId: string, patch: (roster: Roster) => Roster): Promise<void> => {
  const database = await copiesOnDevice();
  const sealed = await database.get("rosters", sessionId);
  const copy = sealed === undefined ? null : await openRoster(sealed);
  if (copy !== null) await database.put("rosters", await sealRoster({ ...copy, roster: patch(copy.roster) }));
};
