import type { ReadLine, ReadStudentsInput } from "@handrail/domain/interventions/enrollment-schema";
import type { Staff, StudentFilterInput, StudentOption } from "@handrail/domain/interventions/intervention-schema";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import type { VaultDesk } from "../privacy/queries.ts";
import { interventionTies } from "./queries.ts";
import { codesIn, codesInCsv, mostLines, type CodeLine } from "./student-lines.ts";
import { optionRows, staffRows, studentsByCode } from "./student-rows.ts";

type Found = Awaited<ReturnType<ReturnType<typeof studentsByCode>>>[number];

const lineOf = ({ line, code }: CodeLine, found: Found | undefined, earlier: number | undefined): ReadLine => {
  const problem = (words: string): ReadLine => ({ line, text: code, student: null, problem: words });
  if (code === "") return problem("There is no code on this line.");
  if (found === undefined) return problem(`No student has the code ${code.slice(0, 40)}.`);
  if (earlier !== undefined) return problem(`${found.displayCode} is on line ${earlier} already.`);
  if (found.isEnrolled) return problem(`${found.displayCode} is enrolled already.`);
  if (found.status !== "active") return problem(`${found.displayCode} is ${found.status}: enrol active students.`);
  const { studentId, displayCode, gradeLevel } = found;
  return { line, text: code, student: { studentId, displayCode, gradeLevel }, problem: null };
};

/** Reads a pasted list or a file, line by line, and saves nothing. */
export const readStudents = async (
  scope: Scope,
  { interventionId, kind, text }: z.infer<typeof ReadStudentsInput>,
): Promise<{ lines: ReadLine[] }> => {
  const { lines, problem } = kind === "csv" ? codesInCsv(text) : codesIn(text);
  const counted = lines.slice(0, mostLines);
  const codes = JSON.stringify([...new Set(counted.map(({ code }) => code.toUpperCase()))]);
  const { actor, rows } = await read(
    scope,
    interventionTies({ interventionId }),
    studentsByCode({ interventionId, codes }),
  );
  const [[ties], found] = rows;
  insist(canManageIntervention(actor, ties));
  const byCode = new Map(found.map((student) => [student.displayCode, student]));
  const seen = new Map<string, number>();
  const answered = counted.map((one) => {
    const code = one.code.toUpperCase();
    const earlier = seen.get(code);
    if (earlier === undefined) seen.set(code, one.line);
    return lineOf(one, byCode.get(code), earlier);
  });
  const cut = lines[mostLines];
  const wrong =
    cut === undefined
      ? problem
      : { line: cut.line, code: `From here on nothing was read: use at most ${mostLines} lines.` };
  return {
    lines:
      wrong === null ? answered : [...answered, { line: wrong.line, text: "", student: null, problem: wrong.code }],
  };
};

/** Students who could be enrolled: by code, and by name those whom this person may see so. */
export const studentOptions = async (
  { scope, vault }: { scope: Scope; vault: VaultDesk },
  { interventionId, text = "", grade, tier, suggested = false }: z.infer<typeof StudentFilterInput>,
): Promise<StudentOption[]> => {
  const named = text === "" ? [] : await vault.findByName(scope.tokenHash, text);
  const { actor, rows } = await read(
    scope,
    interventionTies({ interventionId }),
    optionRows({
      interventionId,
      text: text === "" ? null : text,
      named: `{${named.join(",")}}`,
      grade: grade === undefined || grade === "" ? null : grade,
      tier: tier ?? null,
      suggested,
    }),
  );
  const [[ties], options] = rows;
  insist(canManageIntervention(actor, ties));
  return [...options];
};

export const staff = async (scope: Scope): Promise<Staff[]> => {
  const { rows } = await read(scope, staffRows({}));
  return [...rows[0]];
};
