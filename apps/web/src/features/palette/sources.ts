import { statusWords } from "@handrail/domain/casework/machine";
import { causeWords } from "@handrail/domain/casework/rules";

import { client, queryClient } from "../../lib/api.ts";
import type { PaletteSource } from "./source.ts";

/** The students of these words: two kinds of thing are found by them, and the server is asked once. */
const studentsBy = (words: string) =>
  queryClient.fetchQuery({
    queryKey: ["palette", "hits", words],
    queryFn: () => client.students.search.query({ query: words, limit: 8 }),
    staleTime: 10_000,
    gcTime: 30_000,
  });

const students: PaletteSource = {
  id: "students",
  title: "Students",
  scope: "@student",
  tool: "students",
  find: async (words) => {
    if (words === "") return [];
    const { hits } = await studentsBy(words);
    return hits.map(({ studentId, displayCode, gradeLevel, tier }) => ({
      id: studentId,
      label: displayCode,
      detail: `Grade ${gradeLevel} · Tier ${tier}`,
      studentId,
      run: (navigate) => void navigate({ to: "/students/$studentId", params: { studentId } }),
    }));
  },
};

const interventions: PaletteSource = {
  id: "interventions",
  title: "Interventions",
  scope: "*intervention",
  tool: "interventions",
  find: async (words, { signal }) => {
    if (words === "") return [];
    const found = await client.interventions.search.query({ text: words }, { signal });
    return found.slice(0, 6).map(({ id, name, ownerName }) => ({
      id,
      label: name,
      detail: ownerName,
      run: (navigate) => void navigate({ to: "/interventions/$interventionId", params: { interventionId: id } }),
    }));
  },
};

const cases: PaletteSource = {
  id: "cases",
  title: "Cases",
  scope: "#case",
  tool: "cases",
  find: async (words, { signal, tools }) => {
    if (words === "") return [];
    const { hits } = tools.includes("students") ? await studentsBy(words) : { hits: [] };
    const studentIds = hits.map(({ studentId }) => studentId);
    const found = await client.casework.search.query({ query: words, studentIds }, { signal });
    return found.slice(0, 6).map(({ caseId, studentId, displayCode, rootCause, status }) => ({
      id: caseId,
      label: displayCode,
      detail: `${causeWords[rootCause]} case · ${statusWords[status]}`,
      studentId,
      run: (navigate) => void navigate({ to: "/cases/$caseId", params: { caseId } }),
    }));
  },
};

/** What the palette asks the server for. Another kind of thing joins here with a `find` of its own. */
export const sources: readonly PaletteSource[] = [students, cases, interventions];
