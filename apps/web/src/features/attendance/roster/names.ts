import { createStore, useStore } from "@handrail/ui/store";
import { useQuery } from "@tanstack/react-query";

import { client, queryClient } from "../../../lib/api.ts";
import type { CachedRoster } from "../device.ts";

export type Names = CachedRoster["names"];

type Purpose = "roster" | "walk_in";

const keyOf = (sessionId: string, purpose: Purpose) => ["names", sessionId, purpose] as const;

/** Asked once per screen: each asking is a reveal that goes on record. */
export const useNames = (sessionId: string, purpose: Purpose, isOn = true) =>
  useQuery({
    queryKey: keyOf(sessionId, purpose),
    queryFn: async (): Promise<Names> => (await client.privacy.revealNames.mutate({ sessionId, purpose })).names,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: 1,
    enabled: isOn,
  });

/** Names from the device's own copy, until the server's come. */
export const placeNames = (sessionId: string, names: Names): void => {
  queryClient.setQueryData<Names>(keyOf(sessionId, "roster"), (held) => held ?? names, { updatedAt: 1 });
};

/** A name that is known already joins those of the roster: whoever was just picked by name is shown by name. */
export const placeName = (sessionId: string, name: Names[number] | undefined): void => {
  if (name === undefined) return;
  queryClient.setQueryData<Names>(
    keyOf(sessionId, "roster"),
    (held) => held && [...held.filter(({ studentId }) => studentId !== name.studentId), name],
  );
};

/** As a class is called: the preferred name, with the family name where it would stand alone. */
export const calledName = (name: Names[number]): string => {
  const preferred = name.preferredName.trim();
  const family = name.fullName.trim().split(/\s+/).at(-1) ?? "";
  if (preferred === "") return name.fullName;
  return preferred.includes(" ") || family === "" || family === preferred ? preferred : `${preferred} ${family}`;
};

const storageKey = "handrail.shade";
const stored = (): boolean => {
  try {
    return localStorage.getItem(storageKey) === "on";
  } catch {
    return false;
  }
};
const shade = createStore(stored());

/** Codes instead of names everywhere on the screen, for a projector or an open door. Remembered on the device. */
export const useShade = (): boolean => useStore(shade);

export const setShade = (isOn: boolean): void => {
  shade.set(isOn);
  try {
    localStorage.setItem(storageKey, isOn ? "on" : "off");
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
};
