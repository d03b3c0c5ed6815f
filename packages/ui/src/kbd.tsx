import { isApple } from "./keys.ts";

const glyphs: Record<string, string> = { Shift: "⇧", Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" };

const shown = (key: string): string => {
  if (key === "Mod") return isApple() ? "⌘" : "Ctrl";
  return glyphs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
};

/** A key or a combination: `Mod+K`, `Shift+P`, `/`. */
export const Kbd = ({ keys }: { keys: string }) => (
  <kbd className="border-line bg-sunken text-ink-2 inline-flex min-w-5 items-center justify-center gap-1 rounded-[4px] border px-1 font-sans text-[0.75rem] leading-[1.125rem] print:hidden">
    {(keys === "+" ? ["+"] : keys.split("+")).map(shown).join(" ")}
  </kbd>
);
