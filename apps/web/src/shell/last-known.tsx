import History from "lucide-react/icons/history";

import { useNow } from "../lib/now.ts";
import { moment } from "../lib/time.ts";
import { useLiveState } from "../realtime/hooks.ts";
import { useMe } from "./me.ts";

export type LastKnownProps = {
  query: { readonly data: unknown; readonly isError: boolean; readonly dataUpdatedAt: number };
};

/** While the server cannot be reached, what is shown is the copy this page asked for last: since when, in words. */
export const LastKnown = ({ query: { data, isError, dataUpdatedAt } }: LastKnownProps) => {
  const { zone } = useMe();
  const live = useLiveState();
  const now = useNow();
  if (data === undefined || !(isError || live === "offline")) return null;
  return (
    <p className="text-ui text-ink-2 flex items-center gap-2" role="status">
      <History aria-hidden="true" className="shrink-0" size={16} />
      <span>
        As of {moment(zone, new Date(dataUpdatedAt).toISOString(), now)}. It is asked for again when Handrail can be
        reached.
      </span>
    </p>
  );
};
