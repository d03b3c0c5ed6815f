export interface ChartPlace {
  readonly x: number;
  readonly y: number;
}

export interface ChartPoint extends ChartPlace {
  readonly id: string;
  /** Read out and shown when the point is in hand: the day, the value, and how it stands. */
  readonly label: string;
  /** Belongs to the baseline. */
  readonly isHollow: boolean;
  /** Something was written beside it. */
  readonly hasNote: boolean;
}

export interface ChartLine {
  readonly from: ChartPlace;
  readonly to: ChartPlace;
}

/** A chart of one series against a goal. It knows places and words, nothing of what is measured. */
export interface ProgressChartData {
  readonly points: readonly ChartPoint[];
  readonly aim: (ChartLine & { readonly label: string }) | null;
  readonly goal: (ChartPlace & { readonly label: string }) | null;
  /** The last one carries the label. */
  readonly trends: readonly ChartLine[];
  readonly trendLabel: string | null;
  readonly phases: readonly { readonly x: number; readonly label: string }[];
  /** What was planned along the way, and whether it took place. */
  readonly strip: readonly { readonly x: number; readonly state: "full" | "empty" | "open" }[];
  readonly stripLabel: string;
  readonly xFrom: number;
  readonly xTo: number;
  readonly xTicks: readonly { readonly x: number; readonly label: string }[];
  /** The values that the upright axis has to hold. */
  readonly yFrom: number;
  readonly yTo: number;
  readonly unit: string;
}
