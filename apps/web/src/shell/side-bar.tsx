import { cx } from "@handrail/ui/cx";
import { IconButton } from "@handrail/ui/icon-button";
import { LogoMark } from "@handrail/ui/logo";
import { createStore, useStore } from "@handrail/ui/store";
import { Link } from "@tanstack/react-router";
import Keyboard from "lucide-react/icons/keyboard";
import PanelLeft from "lucide-react/icons/panel-left";

import { UnreadCount } from "../features/inbox/components/unread-count.tsx";
import { openKeySheet } from "./keys.tsx";
import { useMe } from "./me.ts";
import { NavIcon } from "./nav-icon.tsx";
import { goKeyOf, type NavLink, type NavSection, sectionsOf } from "./navigation.ts";

const storageKey = "ui.bar";

const narrow = createStore(localStorage.getItem(storageKey) === "narrow");

const toggle = (): void => {
  narrow.set((before) => !before);
  localStorage.setItem(storageKey, narrow.get() ? "narrow" : "wide");
};

const NavItem = ({ link, isNarrow }: { link: NavLink; isNarrow: boolean }) => {
  const key = goKeyOf(link.path);
  return (
    <li>
      <Link
        activeOptions={{ exact: link.path === "/" }}
        activeProps={{ "aria-current": "page" }}
        aria-keyshortcuts={key === undefined ? undefined : `g ${key}`}
        className={cx(
          "group rounded-control text-ui relative text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-ink flex min-h-11 items-center gap-3 px-3 pointer-fine:min-h-9",
          isNarrow && "justify-center px-0",
        )}
        title={isNarrow ? link.label : undefined}
        to={link.path}
      >
        <NavIcon name={link.icon} />
        <span className={isNarrow ? "sr-only" : "min-w-0 flex-1 truncate"}>{link.label}</span>
        {link.path === "/inbox" && <UnreadCount className={isNarrow ? "absolute end-0 top-0" : undefined} />}
        {key !== undefined && !isNarrow && (
          <span
            aria-hidden="true"
            className="text-meta text-ink-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
          >
            g {key}
          </span>
        )}
      </Link>
    </li>
  );
};

const Section = ({ section, isNarrow }: { section: NavSection; isNarrow: boolean }) => (
  <div className="flex flex-col gap-1">
    {section.label !== null && !isNarrow && <p className="text-meta text-ink-3 px-3 pt-2">{section.label}</p>}
    <ul className="flex flex-col gap-0.5" role="list">
      {section.links.map((link) => (
        <NavItem isNarrow={isNarrow} key={link.id} link={link} />
      ))}
    </ul>
  </div>
);

/** The menu as the server gives it to this person. Narrow, the words stay for those who listen. */
export const SideBar = () => {
  const { navigation, tenantName } = useMe();
  const isNarrow = useStore(narrow);
  return (
    <nav
      aria-label="Main"
      className={cx(
        "border-line bg-sunken sticky top-0 hidden h-dvh shrink-0 flex-col border-e md:flex print:hidden",
        isNarrow ? "w-14" : "w-58",
      )}
    >
      <div className={cx("flex h-14 shrink-0 items-center gap-2.5", isNarrow ? "justify-center" : "px-5")}>
        <LogoMark size={22} />
        {!isNarrow && <span className="text-head tracking-[-0.01em]">Handrail</span>}
      </div>
      <div className={cx("flex flex-1 flex-col gap-3 overflow-y-auto py-2", isNarrow ? "px-2" : "px-3")}>
        {sectionsOf(navigation).map((section) => (
          <Section isNarrow={isNarrow} key={section.id} section={section} />
        ))}
      </div>
      <div className={cx("flex items-center gap-1 p-2", isNarrow && "flex-col")}>
        {!isNarrow && (
          <p className="text-meta text-ink-2 min-w-0 flex-1 truncate px-3" title={tenantName}>
            {tenantName}
          </p>
        )}
        <IconButton
          icon={<Keyboard aria-hidden="true" size={18} strokeWidth={1.75} />}
          label="Keys"
          shortcut="?"
          size="sm"
          onPress={openKeySheet}
        />
        <IconButton
          aria-expanded={!isNarrow}
          icon={<PanelLeft aria-hidden="true" size={18} strokeWidth={1.75} />}
          label={isNarrow ? "Widen the menu" : "Narrow the menu"}
          size="sm"
          onPress={toggle}
        />
      </div>
    </nav>
  );
};
