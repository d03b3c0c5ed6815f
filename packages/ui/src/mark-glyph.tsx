import type { MarkKind } from "./mark-style.ts";

const paths: Record<MarkKind, string> = {
  present: "M2.5 6.5 5 9l4.5-6",
  tardy: "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM6 3.5V6l1.75 1.25",
  absent: "m3 3 6 6M9 3 3 9",
  excused: "M3 1.5h4L9.5 4v6.5H3ZM5 6h2.5M5 8.25h2.5",
  unmarked: "M6 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
};

/** Drawn here and not taken from a set: a roster shows a hundred of them. */
export const MarkGlyph = ({ kind, size = 12 }: { kind: MarkKind; size?: number }) => (
  <svg
    aria-hidden="true"
    className="shrink-0"
    fill="none"
    height={size}
    stroke="currentColor"
    strokeLinecap="round"
    strokeLinejoin="round"
    strokeWidth="1.5"
    viewBox="0 0 12 12"
    width={size}
  >
    <path d={paths[kind]} />
  </svg>
);
