import { cx } from "./cx.ts";
import { MarkGlyph } from "./mark-glyph.tsx";
import { type MarkKind, markStyles } from "./mark-style.ts";

export type { MarkKind };
export type MarkSize = "sm" | "md" | "lg" | "tile";

export type MarkProps = {
  kind: MarkKind;
  minutes?: number;
  isSuggested?: boolean;
  isQueued?: boolean;
  size?: MarkSize;
  /** Replaces the English words; the letter stays. */
  word?: string;
  /** For where the word already stands beside it. */
  isDecorative?: boolean;
  className?: string;
};

const sizes: Record<MarkSize, string> = {
  sm: "h-6 min-w-6 px-1 text-meta font-bold",
  md: "h-8 min-w-8 px-1.5 text-body font-bold",
  lg: "h-12 min-w-12 px-2 text-mark",
  tile: "h-16 min-w-16 px-2 text-display font-bold",
};

const printed = ({ kind, minutes, isSuggested }: MarkProps): string => {
  if (kind === "unmarked" || isSuggested) return "____";
  if (kind === "excused") return "(E)";
  return `${markStyles[kind].letter}${minutes ?? ""}`;
};

const spoken = ({ kind, minutes, isSuggested, isQueued, word }: MarkProps): string =>
  [
    word ?? markStyles[kind].word,
    minutes !== undefined && `${minutes} minutes`,
    isSuggested && "suggested",
    isQueued && "kept on this device",
  ]
    .filter(Boolean)
    .join(", ");

/** One mark: letter, fill style and glyph say the same thing three times, and colour a fourth. */
export const Mark = (props: MarkProps) => {
  const { kind, minutes, isSuggested = false, isQueued = false, size = "md", isDecorative = false, className } = props;
  const { letter, tile, ink } = markStyles[kind];
  const name = isDecorative ? { "aria-hidden": true } : { role: "img", "aria-label": spoken(props) };
  const hasGlyph = (size === "lg" || size === "tile") && kind !== "unmarked" && !isSuggested;
  return (
    <span {...name} className={cx("relative inline-flex shrink-0 align-middle", className)}>
      <span
        className={cx(
          "relative inline-flex items-center justify-center gap-1 overflow-hidden rounded-control border-[1.5px] tabular-nums print:hidden",
          sizes[size],
          isSuggested ? cx("border-dashed border-current bg-surface", ink) : tile,
          kind === "absent" &&
            !isSuggested &&
            "forced-color-adjust-none forced-colors:bg-[CanvasText] forced-colors:text-[Canvas]",
        )}
      >
        {letter}
        {minutes !== undefined && <span className="font-semibold">{minutes}</span>}
        {isSuggested && <span className="font-semibold">?</span>}
        {hasGlyph && (
          <span className="absolute top-0.5 right-0.5">
            <MarkGlyph kind={kind} size={size === "tile" ? 14 : 11} />
          </span>
        )}
      </span>
      {isQueued && <QueuedBadge />}
      <span
        aria-hidden="true"
        className={cx("hidden font-bold print:inline", kind === "absent" && !isSuggested && "print:border print:px-1")}
      >
        {printed(props)}
      </span>
    </span>
  );
};

/** A small hollow clock: kept here, not yet sent. Its parent must be positioned. */
export const QueuedBadge = () => (
  <span
    aria-hidden="true"
    className="rounded-chip bg-surface text-ink-2 absolute -right-1.5 -bottom-1.5 flex size-4 items-center justify-center print:hidden"
  >
    <MarkGlyph kind="tardy" size={14} />
  </span>
);
