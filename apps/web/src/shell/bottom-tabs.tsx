import { Link } from "@tanstack/react-router";
import Plus from "lucide-react/icons/plus";
import { lazy, Suspense } from "react";

import { openRecorder } from "../features/casework/recorder/open.ts";
import { UnreadCount } from "../features/inbox/components/unread-count.tsx";
import { useMe } from "./me.ts";
import { NavIcon } from "./nav-icon.tsx";
import { linksOf, type NavLink, phoneLinks } from "./navigation.ts";
import { tabClass } from "./tab-class.ts";

const MoreTabs = lazy(async () => ({ default: (await import("./more-tabs.tsx")).MoreTabs }));

const PlaceTab = ({ link: { label, path, icon } }: { link: NavLink }) => (
  <li className="min-w-0 flex-1">
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
);

const RecordTab = () => (
  <li className="min-w-0 flex-1">
    <button aria-label="Record meeting" className={tabClass} type="button" onClick={() => openRecorder()}>
      <span className="bg-accent text-on-solid flex size-7 items-center justify-center rounded-full">
        <Plus aria-hidden="true" size={18} />
      </span>
      Record
    </button>
  </li>
);

/** The menu of a phone, at the bottom: the first places with recording in their middle, the rest behind More. */
export const BottomTabs = () => {
  const { navigation, roles, tools } = useMe();
  const { shown, rest } = phoneLinks(
    linksOf(navigation),
    roles.map(({ key }) => key),
  );
  const middle = Math.ceil(shown.length / 2);
  return (
    <nav
      aria-label="Main"
      className="border-line bg-surface fixed inset-x-0 bottom-0 z-20 border-t pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul className="flex" role="list">
        {shown.slice(0, middle).map((link) => (
          <PlaceTab key={link.id} link={link} />
        ))}
        {tools.includes("cases") && <RecordTab />}
        {shown.slice(middle).map((link) => (
          <PlaceTab key={link.id} link={link} />
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
