import type { ReadLine, ReadStudents, ReadStudentsInput } from "@handrail/domain/interventions/enrollment-schema";
import type { Staff, StudentFilterInput, StudentOption } from "@handrail/domain/interventions/intervention-schema";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { foldedCode } from "@handrail/domain/kernel/fold";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import type { VaultDesk } from "../privacy/queries.ts";
import { isCode } from "./csv-records.ts";
import { interventionTies } from "./queries.ts";
import { mostLines, studentsIn, studentsInCsv, type StudentLine } from "./student-lines.ts";
import { optionRows, staffRows, studentsOfList } from "./student-rows.ts";

type Found = Awaited<ReturnType<ReturnType<typeof studentsOfList>>>[number];

const briefly = (text: string): string => `“${text.slice(0, 40)}”`;

const lineOf = (
  { line, text, fault }: StudentLine,
  found: readonly Found[],
  earlierOf: (studentId: string) => number | undefined,
): ReadLine => {
  const problem = (words: string): ReadLine => ({ line, text, student: null, problem: words });
  if (fault !== null) return problem(fault);
  if (text === "") return problem("There is nobody on this line.");
  const [one, ...more] = found;
  if (one === undefined)
    return problem(
      isCode(text)
        ? `No student has the code ${briefly(text)}.`
        : `No student whose name you may see is called ${briefly(text)}: use the code.`,
    );
  if (more.length > 0) return problem(`${found.length} students are called ${briefly(text)}: use the code.`);
  const { studentId, displayCode, gradeLevel } = one;
  const earlier = earlierOf(studentId);
  if (earlier !== undefined) return problem(`${displayCode} is on line ${earlier} already.`);
  if (one.isEnrolled) return problem(`${displayCode} is enrolled already.`);
  if (one.status !== "active") return problem(`${displayCode} is ${one.status}: enrol active students.`);
  return { line, text, student: { studentId, displayCode, gradeLevel }, problem: null };
};

/** Reads a pasted list or a file, line by line, and saves nothing. */
export const readStudents = async (
  { scope, vault }: { scope: Scope; vault: VaultDesk },
  { interventionId, kind, text, separator, column }: z.infer<typeof ReadStudentsInput>,
): Promise<ReadStudents> => {
  const { lines, file } = kind === "csv" ? studentsInCsv(text, { separator, column }) : studentsIn(text);
  const counted = lines.slice(0, mostLines);
  const codes = JSON.stringify([...new Set(counted.map((one) => foldedCode(one.text)))]);
  const names = [...new Set(counted.map((one) => one.text).filter((one) => one !== "" && !isCode(one)))];
  const byName = await vault.findByWholeNames(scope.tokenHash, names);
  const named = `{${[...new Set([...byName.values()].flat())].join(",")}}`;
  const { actor, rows } = await read(
    scope,
    interventionTies({ interventionId }),
    studentsOfList({ interventionId, codes, named }),
  );
  const [[ties], found] = rows;
  insist(canManageIntervention(actor, ties));
  const byCode = new Map(found.map((student) => [student.displayCode, student]));
  const byId = new Map(found.filter(({ isNamed }) => isNamed).map((student) => [student.studentId as string, student]));
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const foundBy = (words: string): readonly Found[] => {
    const coded = byCode.get(foldedCode(words));
    if (coded !== undefined) return [coded];
    return (byName.get(placeOf.get(words) ?? -1) ?? []).flatMap((id) => byId.get(id) ?? []);
  };
  const seen = new Map<string, number>();
  const answered = counted.map((one) => {
    const answer = lineOf(one, foundBy(one.text), (studentId) => seen.get(studentId));
    if (answer.student !== null) seen.set(answer.student.studentId, one.line);
    return answer;
  });
  const cut = lines[mostLines];
  const words = `The list was read only up to here: use at most ${mostLines} lines.`;
  return {
    lines: cut === undefined ? answered : [...answered, { line: cut.line, text: "", student: null, problem: words }],
    file,
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
      text: text === "" ? null : foldedCode(text),
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
