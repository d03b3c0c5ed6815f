import { v7 as newId } from "uuid";

import type { Sample } from "./samples.fixture.ts";

const intervention = { interventionId: "intervention" } as const;

/** An input for every procedure about programs and interventions. */
export const interventionSamples: Readonly<Record<string, Sample>> = {
  "interventions.list": { input: () => ({ scope: "all" }), ids: {} },
  "interventions.search": { input: () => ({ text: "e" }), ids: {} },
  "interventions.get": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "interventions.enroll": {
    input: (ids) => ({
      mutationId: newId(),
      interventionId: ids.intervention,
      students: [ids.student],
      source: "manual",
      onClash: "leave_out",
      whenFull: "wait",
    }),
    ids: { ...intervention, "students.0": "student" },
  },
};
