import { Kbd } from "@handrail/ui/kbd";
import Search from "lucide-react/icons/search";

import { openPalette } from "../open.ts";

/** Opens the palette, and names its key. */
export const FindButton = () => (
  <button
    aria-keyshortcuts="Meta+K Control+K"
    className="rounded-control text-ui text-ink-2 hover:bg-hover hover:text-ink lg:border-line flex size-11 items-center justify-center gap-2 lg:w-auto lg:border lg:px-3 pointer-fine:h-9 pointer-fine:min-w-9"
    type="button"
    onClick={openPalette}
  >
    <Search aria-hidden="true" size={18} strokeWidth={1.75} />
    <span className="flex items-center gap-2 max-lg:sr-only">
      Find <Kbd keys="Mod+K" />
    </span>
  </button>
);
