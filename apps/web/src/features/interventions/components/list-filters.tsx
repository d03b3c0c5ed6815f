import { FilterPanel } from "@handrail/ui/filter-panel";
import { Select, type SelectOption } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import type { RefObject } from "react";

interface FilterChoice {
  readonly label: string;
  readonly options: readonly SelectOption<string>[];
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

export type ListFiltersProps = {
  text: string;
  onText: (text: string) => void;
  choices: readonly FilterChoice[];
  ref?: RefObject<HTMLDivElement | null>;
};

const any = "";

/** What a list is narrowed to: a text, and one choice of each kind. `/` goes to the text. */
export const ListFilters = ({ text, onText, choices, ref }: ListFiltersProps) => (
  <div className="flex flex-wrap items-end gap-3 print:hidden" ref={ref}>
    <TextField
      aria-keyshortcuts="/"
      autoComplete="off"
      className="min-w-48 flex-[2]"
      label="Search"
      type="search"
      value={text}
      onChange={onText}
    />
    <FilterPanel active={choices.filter(({ value }) => value !== undefined).length} className="flex-[5] max-md:w-full">
      {choices.map(({ label, options, value, onChange }) => (
        <Select
          className="min-w-32 flex-1"
          key={label}
          label={label}
          options={[{ value: any, label: "Any" }, ...options]}
          value={value ?? any}
          onChange={(next) => onChange(next === any ? undefined : next)}
        />
      ))}
    </FilterPanel>
  </div>
);
