import { Banner } from "@handrail/ui/banner";
import { cx } from "@handrail/ui/cx";
import { ForbiddenState } from "@handrail/ui/forbidden-state";
import { whenDrawn } from "@handrail/ui/later";
import { closeLastOverlay } from "@handrail/ui/open-overlays";
import { setShortcutMode } from "@handrail/ui/shortcut-mode";
import { useStore } from "@handrail/ui/store";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { Outlet, useBlocker, useMatches, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { RecorderHost } from "../features/casework/components/recorder-host.tsx";
import { PaletteKey } from "../features/palette/components/palette-key.tsx";
import { problemOf } from "../lib/api.ts";
import { signOut } from "../lib/person.ts";
import { useSignInState } from "../lib/sign-in-state.ts";
import { takeUpdate, useUpdate } from "../lib/updates.ts";
import { BottomTabs } from "./bottom-tabs.tsx";
import { useFocusOnNavigation } from "./focus.ts";
import { useGoKeys } from "./go-keys.ts";
import { type KeyList, keySheetOpen, openKeySheet } from "./keys.tsx";
import { useMe } from "./me.ts";
import { goKeyOf, linksOf } from "./navigation.ts";
import { Page } from "./page.tsx";
import { Part } from "./part.tsx";
import { SideBar } from "./side-bar.tsx";
import { TopStrip } from "./top-strip.tsx";
import { useSharedDevice } from "./use-idle-lock.ts";

const KeySheet = whenDrawn(async () => (await import("./key-sheet.tsx")).KeySheet);
const SignOutDialog = whenDrawn(async () => (await import("./sign-out-dialog.tsx")).SignOutDialog);
const SignInDialog = whenDrawn(async () => (await import("./sign-in-dialog.tsx")).SignInDialog);

const Content = () => {
  const match = useMatches().at(-1);
  const { tools } = useMe();
  const { title = "This page", tool } = match?.staticData ?? {};
  if (tool === undefined || tools.includes(tool)) return <Outlet />;
  return (
    <Page title={title}>
      <ForbiddenState
        owner={`${title} belongs to people with another role at this school. Ask an administrator if you need it for your work.`}
        title={`You can't open ${title}`}
      />
    </Page>
  );
};

/** The person's own choice, wherever it was made; a device that lags behind follows. */
const useShortcutChoice = (): void => {
  const { shortcuts } = useMe().preferences;
  useEffect(() => setShortcutMode(shortcuts), [shortcuts]);
};

/** The browser's Back closes what is open over the page, and leaves the page only when nothing is. */
const useBackToClose = (): void =>
  useBlocker({ shouldBlockFn: ({ action }) => action === "BACK" && closeLastOverlay(), enableBeforeUnload: false });

const useKeys = (): KeyList => {
  const links = linksOf(useMe().navigation);
  const navigate = useNavigate();
  const keyed = links.flatMap((link) => {
    const key = goKeyOf(link.path);
    return key === undefined ? [] : [{ ...link, key }];
  });
  useGoKeys(new Map(keyed.map(({ key, path }) => [key, () => void navigate({ to: path })])));
  useShortcuts({ "?": openKeySheet });
  return {
    title: "Everywhere",
    rows: [
      ...keyed.map(({ key, label }) => ({ keys: ["g", key], does: `Go to ${label}` })),
      { keys: ["Mod+K"], does: "Find a student, a place or an action" },
      { keys: ["?"], does: "Show the keys of this screen" },
      { keys: ["Escape"], does: "Close what is open" },
    ],
  };
};

/** What surrounds every screen. */
export const Frame = ({ kept }: { kept: number }) => {
  const hasUpdate = useUpdate();
  const [isLeaving, setLeaving] = useState(false);
  const keys = useKeys();
  const showsKeys = useStore(keySheetOpen);
  const isLost = useSignInState() === "lost";
  const isWhole = useMatches().at(-1)?.staticData.isWhole === true;
  useFocusOnNavigation();
  useShortcutChoice();
  useBackToClose();
  const { lacksPin } = useSharedDevice();
  const navigate = useNavigate();

  const leave = (): void => {
    if (kept > 0) {
      setLeaving(true);
      return;
    }
    signOut().catch((problem: unknown) => {
      // Signed out already, elsewhere: then the sign-in dialog is on its way.
      if (problemOf(problem).situation !== "NOT_SIGNED_IN") setLeaving(true);
    });
  };

  return (
    <>
      <a
        className="rounded-control bg-accent text-ui text-on-solid sr-only z-50 px-4 py-3 focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
        href="#main"
      >
        Skip to the page
      </a>
      <div className="flex min-h-dvh">
        <Part name="menu" title="The menu">
          <SideBar />
        </Part>
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="border-line bg-bg sticky top-0 z-20 border-b print:hidden">
            {hasUpdate && (
              <Banner action={{ label: "Reload", onPress: takeUpdate }}>
                Handrail was updated. Your drafts are kept.
              </Banner>
            )}
            {lacksPin && (
              <Banner action={{ label: "Set a PIN", onPress: () => void navigate({ to: "/account" }) }} tone="warn">
                This device is shared. Without a PIN of yours it does not lock when you leave it.
              </Banner>
            )}
            <Part name="top-strip" title="The bar at the top">
              <TopStrip kept={kept} onSignOut={leave} />
            </Part>
          </header>
          <main
            className={cx(
              "w-full max-w-6xl flex-1 px-4 py-5 md:px-8 md:py-8",
              !isWhole && "pb-[calc(5rem+env(safe-area-inset-bottom))] md:pb-8",
            )}
            id="main"
            tabIndex={-1}
          >
            <Content />
          </main>
        </div>
      </div>
      {!isWhole && (
        <Part name="bottom-tabs" title="The menu">
          <BottomTabs />
        </Part>
      )}
      <Part isOver name="palette" title="Find">
        <PaletteKey />
      </Part>
      <Part isOver name="recorder" title="The meeting form">
        <RecorderHost />
      </Part>
      {showsKeys && <KeySheet everywhere={keys} />}
      {isLeaving && <SignOutDialog isOpen kept={kept} onOpenChange={setLeaving} />}
      {isLost && <SignInDialog />}
    </>
  );
};
