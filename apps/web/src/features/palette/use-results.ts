import type { Me } from "@handrail/domain/access/schema";
import { useQueries } from "@tanstack/react-query";

import { actionsOf, furtherScreensOf, matching, screensOf } from "./places.ts";
import { scopeOf } from "./query-scope.ts";
import type { PaletteRow, PaletteSource, Scope } from "./source.ts";
import { sources } from "./sources.ts";

interface PaletteGroup {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly PaletteRow[];
}

const isAsked = (source: PaletteSource, me: Me, scope: Scope | null): boolean =>
  (scope === null || scope === source.scope) && (source.tool === null || me.tools.includes(source.tool));

/** What is found for what was typed, kind by kind. Earlier rows stay until newer ones come. */
export const useResults = (typed: string, me: Me) => {
  const { scope, words } = scopeOf(typed);
  const asked = sources.filter((source) => isAsked(source, me, scope));
  const found = useQueries({
    queries: asked.map((source) => ({
      queryKey: ["palette", source.id, words],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.find(words, { signal, tools: me.tools }),
      enabled: words !== "",
      placeholderData: (before: readonly PaletteRow[] | undefined) => before,
      staleTime: 10_000,
      gcTime: 30_000,
    })),
  });
  const screens = words === "" ? screensOf(me) : [...screensOf(me), ...furtherScreensOf(me)];
  const hasPlaces = scope === null || scope === ">action";
  const local: PaletteGroup[] = hasPlaces
    ? [
        ...(scope === null ? [{ id: "screens", title: "Screens", rows: matching(screens, words) }] : []),
        { id: "actions", title: "Actions", rows: words === "" && scope === null ? [] : matching(actionsOf(me), words) },
      ]
    : [];
  const remote = asked.map(({ id, title }, index) => ({
    id,
    title,
    rows: words === "" ? [] : (found[index]?.data ?? []),
  }));
  const groups: readonly PaletteGroup[] = [...remote, ...local].filter(({ rows }) => rows.length > 0);
  /** What is shown still belongs to fewer letters than are typed. */
  const isSearching = words !== "" && found.some(({ isFetching }) => isFetching);
  const failed = found.some(({ isError }) => isError);
  return { groups, isSearching, failed, words };
};
