import { Kbd } from "@handrail/ui/kbd";
import Search from "lucide-react/icons/search";

import { openPalette } from "../open.ts";

/** The palette for those who come by pointer, and its key for those who will not. A phone has the list of students. */
export const FindButton = () => (
  <button
    aria-keyshortcuts="Meta+K Control+K"
    className="rounded-control text-ui text-ink-2 hover:bg-hover hover:text-ink lg:border-line hidden size-11 items-center justify-center gap-2 md:flex lg:w-auto lg:border lg:px-3 pointer-fine:h-9 pointer-fine:min-w-9"
    type="button"
    onClick={openPalette}
  >
    <Search aria-hidden="true" size={18} strokeWidth={1.75} />
    <span className="flex items-center gap-2 max-lg:sr-only">
      Find <Kbd keys="Mod+K" />
    </span>
  </button>
);
