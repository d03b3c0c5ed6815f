import { TextField } from "@handrail/ui/text-field";
import { useState } from "react";

export type WholeFieldProps = {
  label: string;
  name: string;
  value: number | null;
  onChange: (value: number | null) => void;
  description?: string;
  error?: string | undefined;
  isOptional?: boolean;
};

const read = (text: string): number | null => (text.trim() === "" ? null : Number(text.replace(",", ".")));

/** A number, with what is being typed kept as it is typed. Empty is null; what is no number, or not filled in yet, fails its rule. */
export const WholeField = ({ value, onChange, name, ...rest }: WholeFieldProps) => {
  const [text, setText] = useState(value === null || Number.isNaN(value) ? "" : String(value));
  // Another person's value, or a form that was set back: the text follows, unless it says the same.
  const shown = Object.is(read(text), value) ? text : value === null || Number.isNaN(value) ? text : String(value);
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      name={name}
      value={shown}
      onChange={(next) => {
        setText(next);
        onChange(read(next));
      }}
    />
  );
};
