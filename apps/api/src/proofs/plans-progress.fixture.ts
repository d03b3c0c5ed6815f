import { demoIds } from "@handrail/db/seed/ids";

import { decisionRows } from "../modules/progress/decision-rows.ts";
import { gridCells, gridHead, gridStudents, probeRows } from "../modules/progress/grid-rows.ts";
import { enrolledSpans, pointsOn } from "../modules/progress/note-rows.ts";
import { declinedRecommendations, pendingRecommendations } from "../modules/progress/recommendation-rows.ts";
import { participants, pointRows, progressGoals, sessionRows } from "../modules/progress/student-rows.ts";

const student = demoIds.student("alder", 0);
const intervention = { interventionId: demoIds.intervention("alder", "reading-boost") };
const everyone = { ...intervention, studentIds: null };
const chosen = { ...intervention, studentIds: `{${student}}` };
const onDay = { ...intervention, day: null };

const of = <V extends object>(
  found: { readonly text: string; readonly params: (values: V) => unknown[] },
  values: V,
): { text: string; params: unknown[] } => ({ text: found.text, params: found.params(values) });

/** What the graphs, the grid, the roster's probes and the decisions ask for. */
export const progressLists: readonly (readonly [string, { text: string; params: unknown[] }])[] = [
  ["a grid's head", of(gridHead, onDay)],
  ["a grid's students", of(gridStudents, onDay)],
  ["a grid's points", of(gridCells, onDay)],
  ["points beside a roster", of(probeRows, { sessionId: demoIds.session("alder", "reading-boost", "today") })],
  ["points for change", of(pointsOn, { ...chosen, metric: "", days: "{2026-11-20}" })],
  ["when students took part", of(enrolledSpans, chosen)],
  ["a graph's students", of(participants, everyone)],
  ["a graph's points", of(pointRows, everyone)],
  ["a graph's sessions", of(sessionRows, everyone)],
  ["a graph's goals", of(progressGoals, everyone)],
  ["pending exits", of(pendingRecommendations, intervention)],
  ["declined exits", of(declinedRecommendations, intervention)],
  [
    "exit decisions",
    of(decisionRows, { pending: true, interventionId: null, beforeAt: null, beforeId: null, most: 26 }),
  ],
];
