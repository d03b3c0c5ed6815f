import type { RevealedNames } from "@handrail/domain/privacy/schema";
import { createStore, useStore } from "@handrail/ui/store";
import { useQuery } from "@tanstack/react-query";

import { client, queryClient } from "../../../lib/api.ts";
import { onForgetNames } from "../../../lib/known-names.ts";
import type { CachedRoster } from "../device.ts";

export type Names = CachedRoster["names"];

type Purpose = "roster" | "walk_in";
type HeldBack = RevealedNames["heldBack"][number];

/** Of the roster on view: why a student is shown by code, as the server said. */
const heldBackNames = createStore<ReadonlyMap<string, HeldBack["reason"]>>(new Map());

export const useWhyCode = (studentId: string): HeldBack["reason"] | undefined => useStore(heldBackNames).get(studentId);

const keyOf = (sessionId: string, purpose: Purpose) => ["names", sessionId, purpose] as const;

// Codes stand on the roster from here on; after the next sign-in they are asked for again, as everything is.
onForgetNames(() => queryClient.setQueriesData<Names>({ queryKey: ["names"] }, (held) => held && []));

/** Asked once per screen: each asking is a reveal that goes on record. */
export const useNames = (sessionId: string, purpose: Purpose, isOn = true) =>
  useQuery({
    queryKey: keyOf(sessionId, purpose),
    queryFn: async (): Promise<Names> => {
      const { names, heldBack } = await client.privacy.revealNames.mutate({ sessionId, purpose });
      if (purpose === "roster") heldBackNames.set(new Map(heldBack.map((one) => [one.studentId, one.reason])));
      return names;
    },
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
