import { Fragment } from "react";

import type { ChartLine, ChartPoint, ProgressChartData } from "./chart-data.ts";
import type { Scale } from "./scale.ts";

export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const text = "text-[12px] tabular-nums";

export const Axes = ({ frame, ticks, data }: { frame: Frame; ticks: readonly number[]; data: ProgressChartData }) => (
  <g className="stroke-line">
    {ticks.map((tick) => (
      <Fragment key={tick}>
        <line x1={frame.left} x2={frame.right} y1={frame.y.at(tick)} y2={frame.y.at(tick)} />
        <text
          className={`${text} fill-ink-3 stroke-none`}
          dy="0.32em"
          textAnchor="end"
          x={frame.left - 8}
          y={frame.y.at(tick)}
        >
          {tick}
        </text>
      </Fragment>
    ))}
    {data.xTicks.map(({ x, label }) => (
      <Fragment key={x}>
        <line x1={frame.x.at(x)} x2={frame.x.at(x)} y1={frame.bottom} y2={frame.bottom + 4} />
        <text className={`${text} fill-ink-3 stroke-none`} textAnchor="middle" x={frame.x.at(x)} y={frame.bottom + 17}>
          {label}
        </text>
      </Fragment>
    ))}
    {data.unit !== "" && (
      <text className={`${text} fill-ink-2 stroke-none`} x={0} y={12}>
        {data.unit}
      </text>
    )}
  </g>
);

export const Straight = ({ line, frame, className }: { line: ChartLine; frame: Frame; className: string }) => (
  <line
    className={className}
    x1={frame.x.at(line.from.x)}
    x2={frame.x.at(line.to.x)}
    y1={frame.y.at(line.from.y)}
    y2={frame.y.at(line.to.y)}
  />
);

/** The day a plan changed, with its words on a flag. */
export const PhaseFlags = ({ data, frame }: { data: ProgressChartData; frame: Frame }) =>
  data.phases.map(({ x, label }, index) => {
    const at = frame.x.at(x);
    const isLate = at > (frame.left + frame.right) / 2;
    return (
      <g key={`${x} ${label}`}>
        <line className="stroke-live print:stroke-black" x1={at} x2={at} y1={frame.top - 6} y2={frame.bottom} />
        <path
          className="fill-live print:fill-black"
          d={`M${at} ${frame.top - 6}h${isLate ? -7 : 7}v7h${isLate ? 7 : -7}z`}
        />
        <text
          className={`${text} fill-live print:fill-black`}
          textAnchor={isLate ? "end" : "start"}
          x={at + (isLate ? -11 : 11)}
          y={frame.top + 1 - (index % 2) * 14}
        >
          {label.length > 44 ? `${label.slice(0, 43)}…` : label}
        </text>
      </g>
    );
  });

const Dot = ({ point, frame, isHeld }: { point: ChartPoint; frame: Frame; isHeld: boolean }) => (
  <>
    {isHeld && (
      <circle
        className="stroke-accent fill-none"
        cx={frame.x.at(point.x)}
        cy={frame.y.at(point.y)}
        r={8}
        strokeWidth={2}
      />
    )}
    <circle
      className={
        point.isHollow
          ? "fill-surface stroke-unmarked print:stroke-black"
          : "fill-ink stroke-surface print:fill-black print:stroke-white"
      }
      cx={frame.x.at(point.x)}
      cy={frame.y.at(point.y)}
      r={point.isHollow ? 3.5 : 3.75}
      strokeWidth={point.isHollow ? 1.75 : 1}
    />
    {point.hasNote && (
      <circle className="fill-accent print:fill-black" cx={frame.x.at(point.x)} cy={frame.y.at(point.y) - 9} r={1.75} />
    )}
  </>
);

export const Points = ({
  points,
  frame,
  held,
}: {
  points: readonly ChartPoint[];
  frame: Frame;
  held: number | null;
}) => (
  <>
    <polyline
      className="stroke-ink fill-none opacity-45 print:stroke-black"
      points={points.map(({ x, y }) => `${frame.x.at(x)},${frame.y.at(y)}`).join(" ")}
      strokeWidth={1.5}
    />
    {points.map((point, index) => (
      <Dot frame={frame} isHeld={index === held} key={point.id} point={point} />
    ))}
  </>
);

/** What took place along the way: filled where it did, empty where it did not, dashed where nobody said. */
export const Strip = ({ data, frame, y }: { data: ProgressChartData; frame: Frame; y: number }) => {
  const first = data.strip[0]?.x ?? 0;
  const last = data.strip.at(-1)?.x ?? first;
  const room = (frame.x.at(last) - frame.x.at(first)) / Math.max(1, data.strip.length - 1);
  const wide = Math.max(1.5, Math.min(7, room - 1.5));
  return (
    <g>
      {data.strip.map(({ x, state }, index) => (
        <rect
          className={
            state === "full"
              ? "fill-ink-3 stroke-ink-3 print:fill-black"
              : "fill-surface stroke-ink-3 print:stroke-black"
          }
          height={9}
          key={`${x} ${index}`}
          strokeDasharray={state === "open" ? "2 2" : undefined}
          width={wide}
          x={Math.min(frame.right - wide, frame.x.at(x) - wide / 2)}
          y={y}
        />
      ))}
    </g>
  );
};
