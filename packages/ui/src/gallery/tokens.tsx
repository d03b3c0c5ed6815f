import { Sample, Section } from "./section.tsx";

const paper = ["bg-bg", "bg-surface", "bg-sunken", "bg-hover"];
const inks = ["text-ink", "text-ink-2", "text-ink-3", "text-accent", "text-accent-ink", "text-critical", "text-live"];
const soft: readonly [string, string][] = [
  ["bg-accent-soft text-accent-ink", "accent"],
  ["bg-present-soft text-present", "present"],
  ["bg-tardy-soft text-tardy", "tardy"],
  ["bg-absent-soft text-absent", "absent"],
  ["bg-excused-soft text-excused", "excused"],
  ["bg-unmarked-soft text-unmarked", "unmarked"],
  ["bg-critical-soft text-critical", "critical"],
];
const scale = ["text-display", "text-title", "text-head", "text-body", "text-ui", "text-meta", "text-mark"];

export const TokenSection = () => (
  <Section title="Paper, ink and type">
    <Sample name="Paper">
      {paper.map((name) => (
        <div className={`rounded-card border-line text-meta flex h-16 w-32 items-end border p-2 ${name}`} key={name}>
          {name.slice(3)}
        </div>
      ))}
    </Sample>
    <Sample name="Inks">
      {inks.map((name) => (
        <span className={`text-ui ${name}`} key={name}>
          {name.slice(5)}
        </span>
      ))}
    </Sample>
    <Sample name="Soft tints with their inks">
      {soft.map(([look, name]) => (
        <span className={`rounded-control text-ui px-2.5 py-1 ${look}`} key={name}>
          {name}
        </span>
      ))}
    </Sample>
    <Sample name="Type">
      <div className="flex flex-col gap-2">
        {scale.map((name) => (
          <p className={name} key={name}>
            {name.slice(5)}: Amina Diallo, 12 of 13 sessions
          </p>
        ))}
      </div>
    </Sample>
  </Section>
);
