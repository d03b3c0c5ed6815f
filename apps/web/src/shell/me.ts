import type { Me } from "@handrail/domain/access/schema";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";

import { api } from "../lib/api.ts";
import { useDeviceLock } from "../lib/device-lock.ts";

const again = 5_000;

const meOptions = () =>
  api.access.me.queryOptions(undefined, {
    staleTime: 5 * 60_000,
    // While the server cannot be reached, this is what notices that it is back.
    refetchInterval: (query) => (query.state.status === "error" ? again : false),
    refetchIntervalInBackground: false,
  });

export const useMeQuery = () => useQuery({ ...meOptions(), enabled: !useDeviceLock().isLocked });

/** The person of the page. Only below the shell, which renders nothing until it is known. */
export const useMe = (): Me => useSuspenseQuery(api.access.me.queryOptions(undefined, { staleTime: Infinity })).data;
