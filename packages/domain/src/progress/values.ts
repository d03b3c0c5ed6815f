import type { ProgressMetric } from "../interventions/schema.ts";
import { composed } from "../kernel/fold.ts";

/** How something is measured, and what a value of it can be; null: as its metric says. */
export interface Measured {
  /** What is measured beside the intervention's own measure is `other`. */
  readonly metric: ProgressMetric | "other";
  readonly lowest: number | null;
  readonly highest: number | null;
}

/** A measure beside the program's own: nobody has said what its values can be. */
export const otherMeasure: Measured = { metric: "other", lowest: null, highest: null };

const most = 1_000_000;

const boundsFault = ({ lowest, highest }: Measured, value: number): string | null => {
  if ((lowest === null || value >= lowest) && (highest === null || value <= highest)) return null;
  if (lowest === null) return `Use at most ${highest}.`;
  return highest === null ? `Use ${lowest} or more.` : `Use ${lowest} to ${highest}.`;
};

/** Why a value cannot be a point of this measure, in words; null when it can. */
export const valueFault = (measured: Measured, value: number): string | null => {
  if (!Number.isFinite(value)) return "Write a number.";
  return metricFault(measured.metric, value) ?? boundsFault(measured, value);
};

/** What the kind of measure allows. The database holds points to the same. */
const metricFault = (metric: Measured["metric"], value: number): string | null => {
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

/** `asks`: a comma that may part thousands or decimals. */
export type Read = { readonly value: number | null } | { readonly fault: string; readonly asks?: true };
export type CommaMeaning = "decimal" | "thousands";

/** Digits with one decimal mark: a point, or the comma of a spreadsheet in another language. */
const plain = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/;

/** Three digits after a comma: thousands in one language, decimals in another. */
const eitherWay = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * A cell as people type and paste it: blank is no point, a per cent sign after a percentage is only a sign. What a comma
 * means is asked where it could be either.
 */
export const readValue = (measured: Measured, text: string, comma: CommaMeaning | null = null): Read => {
  const typed = composed(text).trim();
  const bare = measured.metric === "percent" && typed.endsWith("%") ? typed.slice(0, -1).trimEnd() : typed;
  if (bare === "") return { value: null };
  if (!plain.test(bare)) return { fault: "Write a number." };
  const thousands = bare.replace(",", "");
  const decimal = bare.replace(",", ".");
  const isEither = eitherWay.test(bare);
  if (isEither && comma === null)
    return { fault: `Write ${thousands} or ${decimal}: the comma can mean either.`, asks: true };
  const value = Number(isEither && comma === "thousands" ? thousands : decimal);
  const fault = valueFault(measured, value);
  return fault === null ? { value } : { fault };
};

/** A value as it is written: never more than two decimals, and none that say nothing. */
export const writeValue = (value: number): string => String(Math.round(value * 100) / 100);
