import { useState } from "react";

export interface MinutesFieldProps {
  readonly label: string;
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}

/** Minutes late, filled in from the clock and open to correction. Takes effect on Enter or when left; the session limits it. */
export const MinutesField = ({ label, minutes, onChange }: MinutesFieldProps) => {
  /** What is being typed; null while the field only shows. */
  const [typed, setText] = useState<string | null>(null);
  const text = typed ?? String(minutes);
  const commit = (): void => {
    const value = Number(text);
    setText(null);
    if (text.trim() !== "" && Number.isInteger(value) && value >= 0 && value !== minutes) onChange(value);
  };
  return (
    <label className="text-meta text-tardy inline-flex min-h-8 items-center gap-1 whitespace-nowrap pointer-coarse:min-h-11">
      <input
        aria-label={label}
        className="rounded-control border-control-line bg-surface text-ink focus-visible:border-accent h-7 w-11 [appearance:textfield] border px-1 text-center pointer-coarse:h-11 pointer-coarse:text-[1rem] [&::-webkit-inner-spin-button]:appearance-none"
        data-minutes=""
        inputMode="numeric"
        min={0}
        type="number"
        value={text}
        onBlur={commit}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.closest<HTMLElement>("[role=row]")?.focus();
        }}
      />
      <span aria-hidden="true">min late</span>
    </label>
  );
};
