import { InboxTab } from "@handrail/domain/notifications/schema";
import { Link } from "@tanstack/react-router";

import { tabWords } from "../words.ts";

const part =
  "text-ui text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink -mb-px flex min-h-11 items-center border-b-2 border-transparent px-3 focus-visible:-outline-offset-2 max-sm:px-2";

/** Links, because each view has an address of its own. */
export const InboxTabs = () => (
  <nav aria-label="Kinds of entries" className="border-line flex overflow-x-auto border-b">
    {InboxTab.options.map((tab) => (
      <Link
        activeOptions={{ exact: true }}
        className={part}
        key={tab}
        replace
        search={tab === "all" ? {} : { tab }}
        to="/inbox"
      >
        {tabWords[tab]}
      </Link>
    ))}
  </nav>
);
