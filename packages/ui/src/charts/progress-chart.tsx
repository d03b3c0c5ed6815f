import { type KeyboardEvent, type PointerEvent, useState } from "react";

import type { ProgressChartData } from "./chart-data.ts";
import { Axes, PhaseFlags, Points, Straight, Strip, type Frame } from "./chart-marks.tsx";
import { apart, roundTicks, scaleOf } from "./scale.ts";
import { useWidth } from "./use-width.ts";

export type { ChartLine, ChartPoint, ProgressChartData } from "./chart-data.ts";

export type ProgressChartProps = {
  data: ProgressChartData;
  /** The whole chart in a sentence, for those who do not see it. */
  summary: string;
  /** A point was pressed, or Enter was pressed on it. */
  onChoose?: (id: string) => void;
};

const height = 340;
const stripHeight = 34;

const endLabels = (data: ProgressChartData, frame: Frame) => {
  const lastTrend = data.trends.at(-1);
  const labels = [
    ...(data.aim === null
      ? []
      : [{ text: data.aim.label, y: frame.y.at(data.aim.to.y), className: "fill-accent-ink" }]),
    ...(lastTrend === undefined || data.trendLabel === null
      ? []
      : [{ text: data.trendLabel, y: frame.y.at(lastTrend.to.y), className: "fill-tardy" }]),
  ];
  const places = apart(
    labels.map(({ y }) => y),
    15,
    [frame.top, frame.bottom],
  );
  return labels.map((label, index) => ({ ...label, y: places[index] ?? label.y }));
};

/** The nearest point to a place across the chart. */
const nearest = (data: ProgressChartData, frame: Frame, at: number): number | null => {
  let found: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, { x }] of data.points.entries()) {
    const distance = Math.abs(frame.x.at(x) - at);
    if (distance < least) [found, least] = [index, distance];
  }
  return found;
};

/** The point that a key goes to; null: the key is not one of these. */
const stepOf = (key: string, held: number | null, count: number): number | null => {
  const last = count - 1;
  switch (key) {
    case "ArrowRight":
      return held === null ? 0 : Math.min(last, held + 1);
    case "ArrowLeft":
      return held === null ? last : Math.max(0, held - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
};

/**
 * Points against the line to a goal, drawn by hand: hollow baseline, aim with its posts, the trend of each phase, flags
 * where the plan changed, and a strip of what took place. Arrow keys walk the points, and the readout says each one.
 */
export const ProgressChart = ({ data, summary, onChoose }: ProgressChartProps) => {
  const { ref, width } = useWidth(720);
  const [held, setHeld] = useState<number | null>(null);
  const isNarrow = width < 520;
  const ticks = roundTicks(data.yFrom, data.yTo);
  const [top, bottom] = [data.phases.length > 1 ? 44 : 30, height - stripHeight - 22];
  const [left, right] = [34, width - (isNarrow ? 12 : 118)];
  const frame: Frame = {
    x: scaleOf(data.xFrom, data.xTo, [left + 8, right - 8]),
    y: scaleOf(ticks[0] ?? 0, ticks.at(-1) ?? 1, [bottom, top]),
    left,
    right,
    top,
    bottom,
  };
  const point = held === null ? undefined : data.points[held];

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, held, data.points.length);
    if (step !== null && data.points.length > 0) setHeld(step);
    else if (event.key === "Enter" && point !== undefined) onChoose?.(point.id);
    else return;
    event.preventDefault();
  };
  const find = (event: PointerEvent<SVGSVGElement>): number | null =>
    nearest(data, frame, event.clientX - event.currentTarget.getBoundingClientRect().left);

  return (
    <div ref={ref}>
      <div className="relative">
        <svg
          aria-label={summary}
          className="block overflow-visible"
          height={height}
          role="img"
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          onPointerLeave={() => setHeld(null)}
          onPointerMove={(event) => setHeld(find(event))}
          onPointerUp={(event) => {
            const chosen = data.points[find(event) ?? -1];
            if (chosen !== undefined) onChoose?.(chosen.id);
          }}
        >
          <Axes data={data} frame={frame} ticks={ticks} />
          <PhaseFlags data={data} frame={frame} />
          {data.aim !== null && (
            <>
              <g strokeWidth={2}>
                <Straight className="stroke-accent print:stroke-black" frame={frame} line={data.aim} />
              </g>
              {[data.aim.from, data.aim.to].map(({ x, y }) => (
                <line
                  className="stroke-accent print:stroke-black"
                  key={x}
                  strokeWidth={2}
                  x1={frame.x.at(x)}
                  x2={frame.x.at(x)}
                  y1={frame.y.at(y) - 5}
                  y2={frame.y.at(y) + 5}
                />
              ))}
            </>
          )}
          {data.trends.map((line) => (
            <g key={line.from.x} strokeDasharray="6 4" strokeWidth={2}>
              <Straight className="stroke-tardy print:stroke-black" frame={frame} line={line} />
            </g>
          ))}
          <Points frame={frame} held={held} points={data.points} />
          {data.goal !== null && (
            <text
              className="fill-accent-ink text-[12px] font-semibold tabular-nums"
              textAnchor="end"
              x={Math.min(right, frame.x.at(data.goal.x) + 8)}
              y={Math.max(11, frame.y.at(data.goal.y) - 11)}
            >
              {data.goal.label}
            </text>
          )}
          {!isNarrow &&
            endLabels(data, frame).map(({ text, y, className }) => (
              <text className={`${className} text-[12px] tabular-nums`} dy="0.32em" key={text} x={right + 6} y={y}>
                {text}
              </text>
            ))}
          <Strip data={data} frame={frame} y={height - stripHeight + 6} />
          {!isNarrow && (
            <text className="fill-ink-2 text-[12px] tabular-nums" x={left} y={height - 3}>
              {data.stripLabel}
            </text>
          )}
        </svg>
        {/* Over the picture, which is one image with a sentence: this walks its points. */}
        {data.points.length > 0 && (
          <div
            aria-label="Points"
            aria-valuemax={data.points.length}
            aria-valuemin={1}
            aria-valuenow={(held ?? data.points.length - 1) + 1}
            aria-valuetext={point?.label ?? "Arrow keys walk through the points."}
            className="rounded-control pointer-events-none absolute inset-0 print:hidden"
            role="slider"
            tabIndex={0}
            onBlur={() => setHeld(null)}
            onKeyDown={onKeyDown}
          />
        )}
      </div>
      <p aria-live="polite" className="text-meta text-ink-2 min-h-5 tabular-nums print:hidden">
        {point?.label ?? (isNarrow ? [data.aim?.label, data.trendLabel].filter(Boolean).join(" · ") : "")}
      </p>
    </div>
  );
};
