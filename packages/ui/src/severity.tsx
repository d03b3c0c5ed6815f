export type SeverityLevel = "low" | "medium" | "high" | "critical";

const shapes: Record<SeverityLevel, string> = {
  low: "M8 2 14 8 8 14 2 8Z",
  medium: "M8 2 14 8 8 14 2 8Z",
  high: "M8 2 14.5 13.5H1.5Z",
  critical: "M5 1h6l4 4v6l-4 4H5l-4-4V5Z",
};
const inks: Record<SeverityLevel, string> = {
  low: "text-ink-2",
  medium: "text-tardy",
  high: "text-absent",
  critical: "text-critical",
};
const words: Record<SeverityLevel, string> = { low: "Low", medium: "Medium", high: "High", critical: "Critical" };

export type SeverityProps = { level: SeverityLevel; word?: string; hideWord?: boolean };

/** Hollow diamond, diamond, triangle, octagon: four shapes before four colours. */
export const Severity = ({ level, word = words[level], hideWord = false }: SeverityProps) => (
  <span className={`text-ui inline-flex items-center gap-1.5 ${inks[level]}`}>
    <svg aria-hidden="true" className="shrink-0" height="16" viewBox="0 0 16 16" width="16">
      <path
        d={shapes[level]}
        fill={level === "low" ? "none" : "currentColor"}
        stroke="currentColor"
        strokeLinejoin="round"
        strokeWidth="1.5"
      />
      {level === "critical" && (
        <path d="M8 4v4.5M8 11v.5" stroke="var(--on-solid)" strokeLinecap="round" strokeWidth="2" />
      )}
    </svg>
    <span className={hideWord ? "sr-only" : undefined}>{word}</span>
  </span>
);
