import type { ToolKey } from "@handrail/domain/access/schema";
import type { UseNavigateResult } from "@tanstack/react-router";

/** What is typed before the words to search in one kind of thing alone. */
export type Scope = "@student" | "#case" | "*intervention" | ">action";

export interface PaletteRow {
  readonly id: string;
  /** What it is called; for a student the code, which the name joins on the screen. */
  readonly label: string;
  readonly detail?: string;
  /** Set for a student: the name is asked for and shown, never sent with the row. */
  readonly studentId?: string;
  /** The keys that do the same, one after the other. */
  readonly keys?: readonly string[];
  readonly run: (navigate: UseNavigateResult<string>) => void;
}

/** Who asks, and until when. */
interface Finder {
  readonly signal: AbortSignal;
  readonly tools: readonly ToolKey[];
}

/**
 * One kind of thing that the palette finds. A module adds its own in `sources.ts`; the order there is the order on the
 * screen. The server decides over what is found.
 */
export interface PaletteSource {
  readonly id: string;
  readonly title: string;
  readonly scope: Scope;
  /** Whoever lacks it is not asked about it. */
  readonly tool: ToolKey | null;
  readonly find: (words: string, by: Finder) => Promise<readonly PaletteRow[]>;
}
