import { v7 as newId } from "uuid";

import type { Ids, Sample } from "./sample-shape.fixture.ts";

const intervention = { interventionId: "intervention" } as const;
const both = { ...intervention, studentId: "student" } as const;

const about = (ids: Ids) => ({ mutationId: newId(), interventionId: ids.intervention });
const rule = {
  rule: "trend",
  trend: "theil_sen",
  baselinePoints: 3,
  points: 4,
  exitPoints: 3,
  band: "scatter",
  standardError: null,
  afterChange: "new_aim",
};
const fields = {
  thresholdType: "progress",
  metric: "",
  comparator: "gte",
  targetValue: 90,
  window: 3,
  windowUnit: "points",
};

/** An input for every procedure about progress. */
export const progressSamples: Readonly<Record<string, Sample>> = {
  "progress.grid": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "progress.graph": { input: (ids) => ({ interventionId: ids.intervention }), ids: intervention },
  "progress.probes": { input: (ids) => ({ sessionId: ids.session }), ids: { sessionId: "session" } },
  "progress.history": {
    input: (ids) => ({ interventionId: ids.intervention, noteId: ids.claim }),
    ids: { ...intervention, noteId: "claim" },
  },
  "progress.decisions": {
    input: (ids) => ({
      show: "pending",
      interventionId: ids.intervention,
      cursor: { at: "2026-11-20T09:00:00.000Z", id: ids.claim },
    }),
    ids: { ...intervention, "cursor.id": "claim" },
  },
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
      existing: { id: ids.claim, version: 1 },
      measuredOn: "2026-11-20",
      note: "Read a whole page.",
      rating: 4,
      metric: "",
      value: null,
      sessionId: ids.session,
    }),
    ids: { ...both, "existing.id": "claim", sessionId: "session" },
  },
  "progress.withdrawNote": {
    input: (ids) => ({ ...about(ids), noteId: ids.claim, version: 1 }),
    ids: { ...intervention, noteId: "claim" },
  },
  "progress.changePlan": {
    input: (ids) => ({
      ...about(ids),
      studentId: ids.student,
      changedOn: "2026-11-20",
      what: "Ten minutes more",
    }),
    ids: both,
  },
  "progress.removePhase": {
    input: (ids) => ({ ...about(ids), phaseId: ids.claim }),
    ids: { ...intervention, phaseId: "claim" },
  },
  "progress.setRule": { input: (ids) => ({ ...about(ids), settings: rule, seen: rule }), ids: intervention },
  "progress.saveCriterion": {
    input: (ids) => ({
      ...about(ids),
      criterion: { id: ids.claim, version: 1 },
      fields,
    }),
    ids: { ...intervention, "criterion.id": "claim" },
  },
  "progress.tryCriterion": {
    input: (ids) => ({ interventionId: ids.intervention, criterionId: ids.claim, fields }),
    ids: { ...intervention, criterionId: "claim" },
  },
  "progress.decide": {
    input: (ids) => ({
      ...about(ids),
      recommendationId: ids.claim,
      version: 1,
      decision: "declined",
      reason: "One more month.",
    }),
    ids: { ...intervention, recommendationId: "claim" },
  },
  "progress.putOff": {
    input: (ids) => ({ ...about(ids), recommendationId: ids.claim, until: "2026-12-24" }),
    ids: { ...intervention, recommendationId: "claim" },
  },
};
