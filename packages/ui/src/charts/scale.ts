/** Places along one side of a chart. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly from: number;
  readonly to: number;
}

export const scaleOf = (from: number, to: number, [start, end]: readonly [number, number]): Scale => {
  const span = to - from;
  return {
    from,
    to,
    at: (value) => (span === 0 ? (start + end) / 2 : start + ((value - from) / span) * (end - start)),
  };
};

const steps = [1, 2, 2.5, 5, 10];

/** Round numbers that hold all values between them, in about `count` steps. */
export const roundTicks = (least: number, most: number, count = 3): readonly number[] => {
  const span = most - least || Math.abs(most) || 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (steps.find((one) => one * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
};

/** Labels that would lie over each other are moved apart, each as little as it takes, within the two ends. */
export const apart = (
  places: readonly number[],
  gap: number,
  [least, most]: readonly [number, number],
): readonly number[] => {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const moved = [...places];
  let lowest = least;
  for (const index of order) {
    moved[index] = Math.max(places[index] ?? 0, lowest);
    lowest = (moved[index] ?? 0) + gap;
  }
  let highest = most;
  for (const index of order.toReversed()) {
    moved[index] = Math.min(moved[index] ?? 0, highest);
    highest = (moved[index] ?? 0) - gap;
  }
  return moved;
};
