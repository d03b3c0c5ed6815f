/** Something that takes up time, half open, in milliseconds. */
export interface Busy<W> {
  readonly start: number;
  readonly end: number;
  readonly what: W;
}

const day = 86_400_000;
const dayOf = (at: number): number => Math.floor(at / day);

/** What lies over a span of time, found by its day: nothing that is booked lasts longer than one. */
export const bookedTimes = <W>(all: readonly Busy<W>[]): ((start: number, end: number) => W[]) => {
  const byDay = new Map<number, Busy<W>[]>();
  for (const one of all) {
    const known = byDay.get(dayOf(one.start));
    if (known === undefined) byDay.set(dayOf(one.start), [one]);
    else known.push(one);
  }
  return (start, end) => {
    const days = Array.from({ length: dayOf(end) - dayOf(start) + 2 }, (_, index) => dayOf(start) - 1 + index);
    return days
      .flatMap((one) => byDay.get(one) ?? [])
      .filter((one) => one.start < end && one.end > start)
      .map(({ what }) => what);
  };
};
