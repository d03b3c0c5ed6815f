import type { Day } from "@handrail/domain/kernel/time";
import type { SessionsOfDay } from "@handrail/domain/sessions/schema";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { api } from "../../lib/api.ts";
import { useNow } from "../../lib/now.ts";
import { useLiveState, useWatch } from "../../realtime/hooks.ts";

export type DayInput = { readonly scope: "mine" | "school"; readonly day?: Day };

export type DayResult = {
  readonly query: UseQueryResult<SessionsOfDay, unknown>;
  /** The server's time, moving on. */
  readonly now: string;
  /** When what is shown was asked for, while nothing newer can be had; otherwise null. */
  readonly asOf: string | null;
};

const again = 5_000;

/** The sessions of a day, kept right by the live connection while the page shows them. */
export const useDay = (input: DayInput, { isEnabled = true }: { isEnabled?: boolean } = {}): DayResult => {
  const query = useQuery(
    api.sessions.day.queryOptions(input, {
      enabled: isEnabled,
      // Midnight and a server that was away are noticed without anyone's doing.
      refetchInterval: ({ state }) => (state.status === "error" ? again : 5 * 60_000),
    }),
  );
  const live = useLiveState();
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  const day = query.data?.day ?? input.day;
  useWatch(day === undefined || !isEnabled ? null : { kind: "day", day }, { stale: refetch, changed: refetch });
  const now = useNow();
  const isOld = query.data !== undefined && (query.isError || live === "offline");
  return { query, now, asOf: isOld ? query.data.now : null };
};
