import type { ProgressChartData } from "./chart-data.ts";
import { scaleOf } from "./scale.ts";

export type SmallChartProps = {
  data: ProgressChartData;
  /** The same for all charts that stand together, so that heights can be compared. */
  yFrom: number;
  yTo: number;
};

const [width, height] = [148, 72];

/** One of many: the points, the way to the goal and the latest trend, without axes. What it says stands beside it. */
export const SmallChart = ({ data, yFrom, yTo }: SmallChartProps) => {
  const x = scaleOf(data.xFrom, data.xTo, [4, width - 4]);
  const y = scaleOf(yFrom, yTo, [height - 4, 4]);
  const trend = data.trends.at(-1);
  return (
    <svg
      aria-hidden="true"
      className="block w-full"
      height={height}
      preserveAspectRatio="none"
      viewBox={`0 0 ${width} ${height}`}
    >
      {data.phases.map((phase) => (
        <line
          className="stroke-live"
          key={phase.x}
          x1={x.at(phase.x)}
          x2={x.at(phase.x)}
          y1={2}
          y2={height - 2}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {data.aim !== null && (
        <line
          className="stroke-accent print:stroke-black"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
          x1={x.at(data.aim.from.x)}
          x2={x.at(data.aim.to.x)}
          y1={y.at(data.aim.from.y)}
          y2={y.at(data.aim.to.y)}
        />
      )}
      {trend !== undefined && (
        <line
          className="stroke-tardy print:stroke-black"
          strokeDasharray="5 3"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
          x1={x.at(trend.from.x)}
          x2={x.at(trend.to.x)}
          y1={y.at(trend.from.y)}
          y2={y.at(trend.to.y)}
        />
      )}
      <polyline
        className="stroke-ink fill-none print:stroke-black"
        points={data.points.map((point) => `${x.at(point.x)},${y.at(point.y)}`).join(" ")}
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
};
