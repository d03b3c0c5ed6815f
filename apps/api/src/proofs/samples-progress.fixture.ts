import { v7 as newId } from "uuid";

import type { Ids, Sample } from "./sample-shape.fixture.ts";

const intervention = { interventionId: "intervention" } as const;
const both = { ...intervention, studentId: "student" } as const;

const about = (ids: Ids) => ({ mutationId: newId(), interventionId: ids.intervention });
const rule = { rule: "trend", trend: "theil_sen", baselinePoints: 3, points: 4, exitPoints: 3 };

/** An input for every procedure about progress. */
export const progressSamples: Readonly<Record<string, Sample>> = {
  "progress.grid": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "progress.graph": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "progress.probes": { input: (ids) => ({ sessionId: ids.session }), ids: { sessionId: "session" } },
  "progress.history": { input: (ids) => ({ interventionId: ids.intervention, noteId: newId() }), ids: intervention },
  "progress.decisions": { input: () => ({ show: "pending" }), ids: {} },
  "progress.overview": { input: null, ids: {} },
  "progress.effectiveness": { input: null, ids: {} },
  "progress.exportEffect": { input: () => ({ mutationId: newId() }), ids: {} },
  "progress.recordMany": {
    input: (ids) => ({
      ...about(ids),
      cells: [{ studentId: ids.student, measuredOn: "2026-11-20", value: 3, seen: null }],
    }),
    ids: { ...intervention, "cells.0.studentId": "student" },
  },
  "progress.saveNote": {
    input: (ids) => ({
      ...about(ids),
      studentId: ids.student,
      existing: null,
      measuredOn: "2026-11-20",
      note: "Read a whole page.",
      rating: 4,
      metric: "",
      value: null,
      sessionId: null,
    }),
    ids: both,
  },
  "progress.withdrawNote": { input: (ids) => ({ ...about(ids), noteId: newId(), version: 1 }), ids: intervention },
  "progress.changePlan": {
    input: (ids) => ({
      ...about(ids),
      studentId: ids.student,
      changedOn: "2026-11-20",
      what: "Ten minutes more",
    }),
    ids: both,
  },
  "progress.removePhase": { input: (ids) => ({ ...about(ids), phaseId: newId() }), ids: intervention },
  "progress.setRule": { input: (ids) => ({ ...about(ids), settings: rule, seen: rule }), ids: intervention },
  "progress.saveCriterion": {
    input: (ids) => ({
      ...about(ids),
      criterion: null,
      fields: {
        thresholdType: "progress",
        metric: "",
        comparator: "gte",
        targetValue: 90,
        window: 3,
        windowUnit: "points",
      },
    }),
    ids: intervention,
  },
  "progress.decide": {
    input: (ids) => ({
      ...about(ids),
      recommendationId: newId(),
      version: 1,
      decision: "declined",
      reason: "One more month.",
    }),
    ids: intervention,
  },
};
