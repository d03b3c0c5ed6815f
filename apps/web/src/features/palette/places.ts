import type { Me } from "@handrail/domain/access/schema";
import { beginsWords } from "@handrail/domain/privacy/name-words";
import { setTheme } from "@handrail/ui/theme";

import { setShade } from "../../lib/shade.ts";
import { openKeySheet } from "../../shell/keys.tsx";
import { goKeyOf, linksOf } from "../../shell/navigation.ts";
import { openRecorder } from "../casework/components/record-button.tsx";
import type { PaletteRow } from "./source.ts";

/** The screens of one's own menu. */
export const screensOf = (me: Me): readonly PaletteRow[] =>
  linksOf(me.navigation).map(({ id, label, path }) => {
    const key = goKeyOf(path);
    return {
      id,
      label,
      detail: "Screen",
      ...(key === undefined ? {} : { keys: ["g", key] }),
      run: (navigate) => void navigate({ to: path }),
    };
  });

/** Screens below those of the menu, for whoever may open them. */
const further = [
  { id: "not-taken", label: "Not taken yet", path: "/sessions/not-taken", tool: "sessions" },
  { id: "calendar", label: "Calendar of sessions", path: "/sessions/calendar", tool: "sessions" },
  { id: "programs", label: "Programs", path: "/programs", tool: "interventions" },
  { id: "decisions", label: "Exit decisions", path: "/insights/decisions", tool: "interventions" },
  { id: "jobs", label: "Jobs: tasks in the background", path: "/jobs", tool: "insights", permission: "audit.read" },
] as const;

/** What a menu has no room for, found by its words alone. */
export const furtherScreensOf = ({ tools, permissions }: Me): readonly PaletteRow[] =>
  further
    .filter((screen) => tools.includes(screen.tool))
    .filter((screen) => !("permission" in screen) || permissions.includes(screen.permission))
    .map(({ id, label, path }) => ({ id, label, detail: "Screen", run: (navigate) => void navigate({ to: path }) }));

const actions: readonly PaletteRow[] = [
  { id: "keys", label: "Show the keys of this screen", keys: ["?"], run: openKeySheet },
  { id: "shade", label: "Hide names: codes everywhere on this device", run: () => setShade(true) },
  { id: "unshade", label: "Show names", run: () => setShade(false) },
  { id: "light", label: "Light theme", run: () => setTheme("light") },
  { id: "dark", label: "Dark theme", run: () => setTheme("dark") },
  { id: "system", label: "Theme as on this device", run: () => setTheme("system") },
];

const recordMeeting: PaletteRow = {
  id: "record",
  label: "Record a meeting",
  keys: ["c", "m"],
  run: () => openRecorder(),
};

/** What can be done from any page. */
export const actionsOf = ({ tools }: Me): readonly PaletteRow[] =>
  tools.includes("cases") ? [recordMeeting, ...actions] : actions;

/** Those with a word that begins so; every word of the search has to begin one. */
export const matching = (rows: readonly PaletteRow[], words: string): readonly PaletteRow[] =>
  rows.filter(({ label }) => beginsWords(label, words));
