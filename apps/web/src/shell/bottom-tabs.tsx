import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { UnreadCount } from "../features/inbox/components/unread-count.tsx";
import { useMe } from "./me.ts";
import { NavIcon } from "./nav-icon.tsx";
import { linksOf } from "./navigation.ts";
import { tabClass } from "./tab-class.ts";

const most = 5;
const MoreTabs = lazy(async () => ({ default: (await import("./more-tabs.tsx")).MoreTabs }));

/** On a phone the menu lies under the thumb: the first places, the rest behind More. */
export const BottomTabs = () => {
  const links = linksOf(useMe().navigation);
  const shown = links.length > most ? links.slice(0, most - 1) : links;
  const rest = links.slice(shown.length);
  return (
    <nav
      aria-label="Main"
      className="border-line bg-surface fixed inset-x-0 bottom-0 z-20 border-t pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul className="flex" role="list">
        {shown.map(({ id, label, path, icon }) => (
          <li className="min-w-0 flex-1" key={id}>
            <Link
              activeOptions={{ exact: path === "/" }}
              activeProps={{ "aria-current": "page" }}
              className={tabClass}
              to={path}
            >
              <span className="relative">
                <NavIcon name={icon} />
                {path === "/inbox" && <UnreadCount className="absolute start-2.5 -top-2" />}
              </span>
              <span className="max-w-full truncate px-1">{label}</span>
            </Link>
          </li>
        ))}
        {rest.length > 0 && (
          <li className="min-w-0 flex-1">
            <Suspense fallback={<span className={tabClass} />}>
              <MoreTabs links={rest} />
            </Suspense>
          </li>
        )}
      </ul>
    </nav>
  );
};
