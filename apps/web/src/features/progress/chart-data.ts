import { addDays, daysBetween, type Day } from "@handrail/domain/kernel/time";
import type { Graph, StudentGraph } from "@handrail/domain/progress/graph-schema";
import { valueAt } from "@handrail/domain/progress/line";
import type { ProgressChartData } from "@handrail/ui/charts/progress-chart";

import { shortDay } from "../../lib/time.ts";
import { doseWords, rateWords, valueWords } from "./words.ts";

const origin = "2000-01-01";
const xOf = (day: Day): number => daysBetween(origin, day);

/** The points of the intervention's own measure, in their order. */
export const valuePoints = (student: StudentGraph) =>
  student.points.flatMap(({ value, metric, ...point }) =>
    metric === "" && value !== null ? [{ ...point, value }] : [],
  );

const againstAim = (student: StudentGraph, on: Day, value: number): string => {
  const aim = student.verdict?.aim;
  if (aim === undefined || aim === null || on < aim.through.on) return "";
  const distance = Math.round((value - valueAt(aim, on)) * 10) / 10;
  if (distance === 0) return ", on the aim line";
  return `, ${Math.abs(distance)} ${distance > 0 ? "above" : "below"} the aim line`;
};

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The first days of the months between two days, as places and names. */
const monthsOf = (from: Day, to: Day): ProgressChartData["xTicks"] => {
  const ticks: { x: number; label: string }[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = `${addDays(day, 32).slice(0, 7)}-01`) {
    if (day >= from) ticks.push({ x: xOf(day), label: monthNames[Number(day.slice(5, 7)) - 1] ?? "" });
  }
  return ticks;
};

/** All days and values that a student's chart has to hold. */
const extentOf = (graph: Graph, student: StudentGraph) => {
  const points = valuePoints(student);
  const { goal, verdict } = student;
  const days = [
    graph.today,
    ...points.map(({ on }) => on),
    ...(goal === null ? [] : [goal.startsOn, goal.targetOn]),
  ].sort();
  const baseline = verdict?.baseline ?? null;
  const values = [
    ...points.map(({ value }) => value),
    ...(goal === null ? [] : [goal.target]),
    ...(baseline === null ? [] : [baseline]),
  ];
  return {
    from: days[0] ?? graph.today,
    to: days.at(-1) ?? graph.today,
    least: values.length === 0 ? 0 : Math.min(...values),
    most: values.length === 0 ? 1 : Math.max(...values),
  };
};

/** A student's progress as a chart: what is drawn, and the words on it. */
export const chartOf = (graph: Graph, student: StudentGraph): ProgressChartData => {
  const { goal, verdict, sessions, dosage } = student;
  const unit = goal?.unit ?? graph.unit;
  const points = valuePoints(student);
  const { from, to, least, most } = extentOf(graph, student);
  const aim = verdict?.aim ?? null;
  const trend = student.trends.at(-1);
  return {
    points: points.map(({ noteId, on, value, note }, index) => ({
      id: noteId,
      x: xOf(on),
      y: value,
      isHollow: index < graph.settings.baselinePoints,
      hasNote: note !== null,
      label: `${shortDay(on)}: ${valueWords(value, unit)}${againstAim(student, on, value)}${note === null ? "" : `. ${note}`}`,
    })),
    aim:
      aim === null || goal === null
        ? null
        : {
            from: { x: xOf(aim.through.on), y: aim.through.value },
            to: { x: xOf(goal.targetOn), y: goal.target },
            label: `aim ${rateWords(aim.perWeek)}`,
          },
    goal:
      goal === null ? null : { x: xOf(goal.targetOn), y: goal.target, label: `goal ${valueWords(goal.target, unit)}` },
    trends: student.trends.map(({ from: first, to: last, line }) => ({
      from: { x: xOf(first), y: valueAt(line, first) },
      to: { x: xOf(last), y: valueAt(line, last) },
    })),
    trendLabel: trend === undefined ? null : `trend ${rateWords(trend.line.perWeek)}`,
    phases: graph.phases
      .filter(({ studentId }) => studentId === null || studentId === student.studentId)
      .map(({ on, what }) => ({ x: xOf(on), label: what })),
    strip: sessions.map(({ on, state }) => ({
      x: xOf(on),
      state: state === "attended" ? "full" : state === "missed" ? "empty" : "open",
    })),
    stripLabel: doseWords(dosage),
    xFrom: xOf(from),
    xTo: xOf(to),
    xTicks: monthsOf(from, to),
    yFrom: least,
    yTo: most,
    unit,
  };
};

/** One span of values for charts that stand together. */
export const sharedSpan = (charts: readonly ProgressChartData[]): { readonly yFrom: number; readonly yTo: number } => ({
  yFrom: Math.min(...charts.map(({ yFrom }) => yFrom)),
  yTo: Math.max(...charts.map(({ yTo }) => yTo)),
});

/** The chart in one sentence, for those who hear it. */
export const summaryOf = (graph: Graph, student: StudentGraph): string => {
  const points = valuePoints(student);
  const [first] = points;
  const last = points.at(-1);
  const unit = student.goal?.unit ?? graph.unit;
  if (first === undefined || last === undefined) return "A graph without points yet.";
  const goal = student.goal;
  const way = `${points.length} points from ${shortDay(first.on)}, ${valueWords(first.value, unit)}, to ${shortDay(last.on)}, ${valueWords(last.value, unit)}`;
  return goal === null
    ? `${way}.`
    : `${way}; the goal is ${valueWords(goal.target, unit)} by ${shortDay(goal.targetOn)}.`;
};
