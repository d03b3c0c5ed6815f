import { Avatar } from "@handrail/ui/avatar";
import { cx } from "@handrail/ui/cx";
import { whenDrawn } from "@handrail/ui/later";
import { LogoMark } from "@handrail/ui/logo";
import { PresenceStack } from "@handrail/ui/presence-stack";
import { SyncPill, type SyncState } from "@handrail/ui/sync-pill";
import { Link, useMatches } from "@tanstack/react-router";
import ChevronLeft from "lucide-react/icons/chevron-left";
import Monitor from "lucide-react/icons/monitor";
import { lazy, Suspense, useState } from "react";

import { InboxBell } from "../features/inbox/components/inbox-bell.tsx";
import { FindButton } from "../features/palette/components/find-button.tsx";
import { useLiveState, usePresence } from "../realtime/hooks.ts";
import { type LiveState } from "../realtime/live.ts";
import { useMe } from "./me.ts";

const SyncPanel = whenDrawn(async () => (await import("./sync-panel.tsx")).SyncPanel);
// The menus bring a third of the page's code and are not needed to read it.
const StripMenus = lazy(async () => ({ default: (await import("./strip-menus.tsx")).StripMenus }));

/** Kept marks matter more than the connection: they are named whenever there are any. */
const pillOf = (live: LiveState, kept: number): SyncState => {
  if (live === "offline") return "offline";
  if (kept > 0) return live === "live" ? "sending" : "kept";
  return live;
};

/** The way here: each step but the last can be gone back to. */
const useTrail = (): readonly { readonly title: string; readonly path: string | null }[] => {
  const match = useMatches().at(-1);
  const title = match?.staticData.title ?? "Handrail";
  const parent = match?.staticData.parent;
  return parent === undefined ? [{ title, path: null }] : [parent, { title, path: null }];
};

const Trail = () => {
  const trail = useTrail();
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="text-ui text-ink-2 flex min-w-0 items-center gap-2">
        {trail.map(({ title, path }) => (
          <li className={cx("flex items-center gap-2", path === null ? "min-w-0" : "shrink-0")} key={title}>
            {path === null ? (
              <span aria-current="page" className="text-ink truncate font-semibold md:font-medium">
                {title}
              </span>
            ) : (
              <>
                <Link
                  className="hover:text-ink flex min-h-11 items-center underline-offset-2 hover:underline max-sm:-ms-3 max-sm:min-w-11 max-sm:justify-center pointer-fine:min-h-6"
                  to={path}
                >
                  <ChevronLeft aria-hidden="true" className="sm:hidden" size={20} />
                  <span className="max-sm:sr-only">{title}</span>
                </Link>
                <span aria-hidden="true" className="text-ink-3 max-sm:hidden">
                  /
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
};

const Present = ({ sessionId }: { sessionId: string }) => {
  const { userId } = useMe();
  const others = usePresence("roster", sessionId).filter(({ id }) => id !== userId);
  return (
    <PresenceStack label="Also on this roster" people={others.map(({ id, name }, tone) => ({ id, name, tone }))} />
  );
};

/** The same boxes, so that nothing moves when the menus come. */
const MenusToCome = () => {
  const { name } = useMe();
  return (
    <div aria-hidden="true" className="flex items-center gap-1 md:gap-2">
      <span className="text-ink-2 hidden size-11 items-center justify-center md:flex pointer-fine:size-9">
        <Monitor size={18} strokeWidth={1.75} />
      </span>
      <span className="flex min-h-11 min-w-11 items-center justify-center gap-2 px-1.5 pointer-fine:min-h-9 pointer-fine:min-w-0">
        <Avatar name={name} size="sm" />
        <span className="text-ui hidden max-w-40 truncate lg:block">{name}</span>
      </span>
    </div>
  );
};

export const TopStrip = ({ kept, onSignOut }: { kept: number; onSignOut: () => void }) => {
  const live = useLiveState();
  const isDeep = useTrail().length > 1;
  const [isOpen, setOpen] = useState(false);
  const params = useMatches().at(-1)?.params;
  const sessionId = params && "sessionId" in params ? params.sessionId : undefined;
  return (
    <div className="flex h-13 items-center gap-2 px-4 md:h-14 md:gap-3 md:px-8">
      {/* On a phone the way back takes its place: the strip must also hold what is kept, in words. */}
      <span className={cx("me-1 md:hidden", isDeep && "max-sm:hidden")}>
        <LogoMark size={22} />
      </span>
      <Trail />
      <div className="ms-auto flex shrink-0 items-center gap-1 md:gap-2">
        {sessionId !== undefined && <Present sessionId={sessionId} />}
        <FindButton />
        {/* A phone has the inbox in its bar, and the theme among what Find finds. */}
        <span className="max-md:hidden">
          <InboxBell />
        </span>
        <SyncPill count={kept} state={pillOf(live, kept)} onPress={() => setOpen(true)} />
        {isOpen && <SyncPanel isOpen onOpenChange={setOpen} />}
        <Suspense fallback={<MenusToCome />}>
          <StripMenus onSignOut={onSignOut} />
        </Suspense>
      </div>
    </div>
  );
};
