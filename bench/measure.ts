/** Medians and ratios; every figure is taken in one run on one machine, beside the floor it is compared with. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "per second" | "ms" | "score";
}

export interface Comparison {
  readonly name: string;
  readonly ours: Figure;
  readonly floor: Figure;
  /** Above or below which the ratio should stay. */
  readonly goal: { readonly atLeast?: number; readonly atMost?: number };
  readonly ratio: number;
  readonly isReached: boolean;
  readonly meaning: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

/** The value that `share` of all stay at or below: 0.95 of them for the 95th percentile. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

/** Runs `once` from `clients` loops for `ms` and answers how often per second. Bounded in time by itself. */
export const throughput = async (
  once: (client: number) => Promise<unknown>,
  { clients, ms }: { clients: number; ms: number },
): Promise<number> => {
  const end = performance.now() + ms;
  let count = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        await once(client);
        count += 1;
      }
    }),
  );
  return count / ((performance.now() - started) / 1000);
};

/** Medians of interleaved rounds, so that a slow moment of the machine falls on all candidates alike. */
export const interleaved = async (
  candidates: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
): Promise<Record<string, number>> => {
  const taken: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, run] of Object.entries(candidates)) (taken[name] ??= []).push(await run());
  return Object.fromEntries(Object.entries(taken).map(([name, values]) => [name, median(values)]));
};

export const timesOf = async (once: () => Promise<unknown>, count: number): Promise<number[]> => {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const started = performance.now();
    await once();
    times.push(performance.now() - started);
  }
  return times;
};

export const compare = (parts: Omit<Comparison, "ratio" | "isReached">): Comparison => {
  const ratio = parts.ours.value / parts.floor.value;
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = parts.goal;
  return { ...parts, ratio, isReached: ratio >= atLeast && ratio <= atMost };
};

/** A figure that has a most of its own rather than a floor beside it. */
export const within = (parts: {
  readonly name: string;
  readonly value: number;
  readonly most: number;
  readonly unit?: Figure["unit"];
  readonly meaning: string;
}): Comparison => {
  const { name, value, most, unit = "ms", meaning } = parts;
  const floor = { name: "the most it may be", value: most, unit };
  return compare({ name, ours: { name, value, unit }, floor, goal: { atMost: 1 }, meaning });
};

const signs = { "per second": " /s", ms: " ms", score: "" } as const;

const shown = ({ value, unit }: Figure): string =>
  `${value.toFixed(value >= 100 ? 0 : unit === "score" ? 4 : 2)}${signs[unit]}`;

export const print = (comparison: Comparison): void => {
  const { goal } = comparison;
  const wanted = goal.atLeast === undefined ? `<= ${goal.atMost ?? "?"}` : `>= ${goal.atLeast}`;
  process.stdout.write(
    `${comparison.isReached ? "reached" : "MISSED "}  ${comparison.name}: ${shown(comparison.ours)} against ${shown(comparison.floor)} (${comparison.floor.name}) = ${comparison.ratio.toFixed(2)} (goal ${wanted})\n         ${comparison.meaning}\n`,
  );
};
