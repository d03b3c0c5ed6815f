import type { ProgressMetric } from "../interventions/schema.ts";

/** What is measured beside the intervention's own measure has no bounds of its own. */
type Measured = ProgressMetric | "other";

const most = 1_000_000;

/** Why a value cannot be a point of this measure, in words; null when it can. The database holds points to the same. */
export const valueFault = (metric: Measured, value: number): string | null => {
  if (!Number.isFinite(value)) return "Write a number.";
  switch (metric) {
    case "likert":
      return Number.isInteger(value) && value >= 1 && value <= 5 ? null : "Use a whole number from 1 to 5.";
    case "percent":
      return value >= 0 && value <= 100 ? null : "Use 0 to 100 per cent.";
    case "score":
    case "other":
      return Math.abs(value) <= most ? null : "Use a number of at most seven digits.";
  }
};

export type Read = { readonly value: number | null } | { readonly fault: string };

/** Digits with one decimal mark: a point, or the comma of a spreadsheet in another language. */
const plain = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/;

/** A cell as people type and paste it: blank is no point, a per cent sign after a percentage is only a sign. */
export const readValue = (metric: Measured, text: string): Read => {
  const typed = text.trim().replace("\u2212", "-");
  const bare = metric === "percent" && typed.endsWith("%") ? typed.slice(0, -1).trimEnd() : typed;
  if (bare === "") return { value: null };
  if (!plain.test(bare)) return { fault: "Write a number." };
  const value = Number(bare.replace(",", "."));
  const fault = valueFault(metric, value);
  return fault === null ? { value } : { fault };
};

/** A value as it is written: never more than two decimals, and none that say nothing. */
export const writeValue = (value: number): string => String(Math.round(value * 100) / 100);
