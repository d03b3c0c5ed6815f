import { refuse, allow, type Verdict } from "../kernel/verdict.ts";
import { Variable } from "./schema.ts";

export type Part = { readonly text: string } | { readonly variable: Variable };

export interface TemplateProblem {
  readonly message: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export type Values = { readonly [V in Variable]?: string | null };

const placeOf = (source: string, index: number): { line: number; column: number } => {
  const before = source.slice(0, index).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** The name between `{{` and `}}` from a place on, and where it ends; null where a brace stands between or none closes. */
const nameFrom = (source: string, start: number): { name: string; end: number } | null => {
  let end = start;
  while (end < source.length && source.charAt(end) !== "{" && source.charAt(end) !== "}") end += 1;
  return source.startsWith("}}", end) ? { name: source.slice(start, end).trim(), end: end + 2 } : null;
};

/** A template taken apart, with what cannot be understood and where it stands. */
export const readTemplate = (source: string): { parts: readonly Part[]; problems: readonly TemplateProblem[] } => {
  const parts: Part[] = [];
  const problems: TemplateProblem[] = [];
  let at = 0;
  let index = source.indexOf("{{");
  while (index !== -1) {
    const found = nameFrom(source, index + 2);
    const variable = found === null ? undefined : Variable.safeParse(found.name).data;
    if (found === null) problems.push({ message: "{{ has no }}", ...placeOf(source, index) });
    else if (variable === undefined)
      problems.push({
        message: `{{${found.name}}} is no variable. There are: ${Variable.options.join(", ")}`,
        ...placeOf(source, index),
      });
    else {
      if (index > at) parts.push({ text: source.slice(at, index) });
      parts.push({ variable });
      at = found.end;
    }
    index = source.indexOf("{{", Math.max(index + 2, at));
  }
  if (at < source.length) parts.push({ text: source.slice(at) });
  return { parts, problems };
};

/** The variables a template uses, each once. */
export const variablesOf = (source: string): readonly Variable[] => [
  ...new Set(readTemplate(source).parts.flatMap((part) => ("variable" in part ? [part.variable] : []))),
];

/**
 * The words with the values in place. What has no value keeps its braces, so that nobody takes it for finished. Letters
 * are composed (NFC): an é of two characters is in no alphabet of text messages, and halves what one holds.
 */
export const fill = (source: string, values: Values): string =>
  readTemplate(source)
    .parts.map((part) => ("text" in part ? part.text : (values[part.variable] ?? `{{${part.variable}}}`)))
    .join("")
    .normalize("NFC");

const firstProblem = (field: "subject" | "body", source: string): Verdict => {
  const [problem] = readTemplate(source).problems;
  if (problem === undefined) return allow;
  const { message, line, column } = problem;
  return refuse("INVALID_INPUT", `Line ${line}, place ${column}: ${message}.`, { field, details: { line, column } });
};

/** A template whose variables are all known; an e-mail has a subject. */
export const canBeTemplate = (given: { channel: string; subject: string; body: string }): Verdict => {
  if (given.channel === "email" && given.subject === "")
    return refuse("INVALID_INPUT", "An e-mail needs a subject.", { field: "subject" });
  const subject = firstProblem("subject", given.subject);
  return subject.allowed ? firstProblem("body", given.body) : subject;
};

/** Every variable the template uses has a value here. Names are not asked for: they come from the vault later. */
export const canBeFilled = (source: string, values: Values): Verdict => {
  const missing = variablesOf(source).find(
    (variable) => variable !== "student" && variable !== "guardian" && (values[variable] ?? null) === null,
  );
  return missing === undefined
    ? allow
    : refuse(
        "INVALID_INPUT",
        `{{${missing}}} has no value here: send this from an intervention with a session ahead.`,
        {
          field: "templateId",
        },
      );
};
