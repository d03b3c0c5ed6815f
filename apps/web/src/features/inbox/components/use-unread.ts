import { useQuery } from "@tanstack/react-query";

import { api } from "../../../lib/api.ts";
import { useHearing } from "../../../realtime/hooks.ts";
import { useMe } from "../../../shell/me.ts";

const again = 5_000;

/** How many lines nobody has read yet; zero for those without an inbox. */
export const useUnread = (): number => {
  const hasInbox = useMe().tools.includes("inbox");
  const query = useQuery(
    api.notifications.count.queryOptions(undefined, {
      enabled: hasInbox,
      refetchInterval: ({ state }) => (state.status === "error" ? again : 5 * 60_000),
    }),
  );
  useHearing(hasInbox ? "inbox" : null, () => void query.refetch({ cancelRefetch: false }));
  return query.data?.unread ?? 0;
};
