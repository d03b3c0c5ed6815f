import { useQuery } from "@tanstack/react-query";

import { queryClient } from "../../../lib/api.ts";
import { rosterKey } from "./apply.ts";
import { cachedRoster } from "./cached.ts";

/** What a session is called, as far as this device knows it. */
export const useSessionTitle = (sessionId: string, personId: string): string => {
  const { data } = useQuery({
    queryKey: ["session-title", sessionId, personId],
    queryFn: async () => {
      const roster = queryClient.getQueryData(rosterKey(sessionId));
      return (roster ?? (await cachedRoster(sessionId, personId))?.roster)?.session.title ?? null;
    },
  });
  return data ?? "A session";
};
