const glyphs: Record<string, string> = { Shift: "⇧", Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" };

const isApple = (): boolean => typeof navigator !== "undefined" && /Mac|iP(hone|ad|od)/.test(navigator.platform);

const shown = (key: string): string => {
  if (key === "Mod") return isApple() ? "⌘" : "Ctrl";
  return glyphs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
};

/** A key or a combination: `Mod+K`, `Shift+P`, `/`. */
export const Kbd = ({ keys }: { keys: string }) => (
  <kbd className="inline-flex min-w-5 items-center justify-center gap-1 rounded-[4px] border border-line bg-sunken px-1 font-sans text-[0.75rem] leading-[1.125rem] text-ink-2 print:hidden">
    {(keys === "+" ? ["+"] : keys.split("+")).map(shown).join(" ")}
  </kbd>
);
