import { v7 as newId } from "uuid";

import type { Ids, Sample } from "./sample-shape.fixture.ts";

const student = { studentId: "student" } as const;
const input = (ids: Ids) => ({ studentId: ids.student });

/** An input for every procedure about students. */
export const studentSamples: Readonly<Record<string, Sample>> = {
  "students.search": { input: () => ({ query: "ke", limit: 5 }), ids: {} },
  "students.list": { input: () => ({ grade: "5", tier: 1, status: "active", query: "ke", limit: 20 }), ids: {} },
  "students.page": { input, ids: student },
  "students.thread": { input, ids: { ...student, "before.id": "claim" } },
  "students.guardians": { input, ids: student },
  "students.report": { input, ids: student },
  "students.exportList": {
    input: () => ({ mutationId: newId(), tier: 2, format: "csv_comma", withNames: true }),
    ids: {},
  },
  "students.exportReport": { input: (ids) => ({ mutationId: newId(), ...input(ids) }), ids: student },
  "students.access": { input, ids: student },
  "students.looks": { input, ids: student },
};
