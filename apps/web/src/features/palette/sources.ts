import { statusWords } from "@handrail/domain/casework/machine";
import { causeWords } from "@handrail/domain/casework/rules";

import { client } from "../../lib/api.ts";
import type { PaletteSource } from "./source.ts";

const students: PaletteSource = {
  id: "students",
  title: "Students",
  scope: "@student",
  tool: "students",
  find: async (words, signal) => {
    if (words === "") return [];
    const { hits } = await client.students.search.query({ query: words, limit: 8 }, { signal });
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
  find: async (words, signal) => {
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
  find: async (words, signal) => {
    if (words === "") return [];
    const found = await client.casework.search.query({ query: words }, { signal });
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
