import { cx } from "./cx.ts";

export type AvatarProps = {
  name: string;
  size?: "sm" | "md" | "lg";
  /** Picks one of six outlines, for people who are here now. The initials identify; the colour only helps. */
  tone?: number;
  /** Beside a written name the initials say nothing new. */
  isDecorative?: boolean;
};

const sizes = { sm: "size-7 text-[0.75rem]", md: "size-9 text-meta", lg: "size-14 text-title" };
const outlines = [
  "border-accent",
  "border-present",
  "border-tardy",
  "border-excused",
  "border-live",
  "border-critical",
];

// Some scripts need two code units for one letter.
const firstLetter = (word: string): string => word.slice(0, (word.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);

export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const [first = "", last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
  return [first, last].map(firstLetter).join("").toLocaleUpperCase();
};

export const Avatar = ({ name, size = "md", tone, isDecorative = true }: AvatarProps) => (
  <span
    {...(isDecorative ? { "aria-hidden": true } : { role: "img", "aria-label": name })}
    className={cx(
      "inline-flex shrink-0 items-center justify-center rounded-chip bg-sunken font-semibold text-ink-2 select-none",
      tone === undefined ? "border border-line" : cx("border-2", outlines[tone % outlines.length]),
      sizes[size],
    )}
  >
    {initialsOf(name)}
  </span>
);
