import type { Finding, Pace, Strength } from "./findings.ts";
import type { DecisionOutcome } from "./schema.ts";
import { writeValue } from "./values.ts";

export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

export const strengthWords: { readonly [S in Strength]: string } = {
  none: "",
  early: " An early sign.",
  fair: " A fair sign.",
  strong: " A strong sign.",
};

type Position = Exclude<Finding, "too_few">;

interface Judging {
  readonly finding: Position;
  /** Where the latest points lie. */
  readonly position: Position;
  readonly pace: Pace | null;
  readonly count: number;
  readonly isTrend: boolean;
  readonly higherIsBetter: boolean;
  readonly band: number;
  readonly unit: string;
}

interface Judged {
  readonly outcome: DecisionOutcome;
  readonly sentence: string;
  /** Whether the position of the points and the trend say the same. */
  readonly agrees: boolean;
}

const paceWords: { readonly [P in Pace]: string } = {
  faster: "the trend is faster than the aim",
  same: "the trend is as fast as the aim",
  slower: "the trend is slower than the aim",
  away: "the trend does not move towards the target",
};

/** Where the points lie as it is seen on the graph: where lower is better, the worse side is above the line. */
const positionWords = ({ position, count, higherIsBetter }: Judging): string => {
  const points = `the latest ${counted(count, "point")} are`;
  if (position === "around") return `${points} around the aim line`;
  const isHigh = (position === "above") === higherIsBetter;
  return `${points} ${isHigh ? "above" : "below"} the aim line${higherIsBetter ? "" : ", where lower is better"}`;
};

type Advice = readonly [outcome: DecisionOutcome, words: string, agrees: boolean];

const keep = "keep the plan";
const watch = "keep the plan, and look again after the next points";
const more = "raise the goal, or reduce the support";

/** By the position of the points and the pace of the trend. Catching up, or falling back, changes nothing yet. */
const byPoints: { readonly [F in Position]: { readonly [P in Pace]: Advice } } = {
  below: {
    away: ["intensify", "give more", true],
    slower: ["modify", "review the plan", true],
    same: ["modify", "review the plan", false],
    faster: ["maintain", watch, false],
  },
  around: {
    away: ["maintain", watch, false],
    slower: ["maintain", watch, false],
    same: ["maintain", keep, true],
    faster: ["maintain", keep, true],
  },
  above: {
    away: ["maintain", watch, false],
    slower: ["maintain", watch, false],
    same: ["modify", more, true],
    faster: ["modify", more, true],
  },
};

/** By the pace of the trend alone, when the settings say so; where the points lie weakens or strengthens it. */
const byTrend: { readonly [P in Pace]: readonly [outcome: DecisionOutcome, words: string, position: Position] } = {
  away: ["intensify", "give more", "below"],
  slower: ["modify", "review the plan", "below"],
  same: ["maintain", keep, "around"],
  faster: ["modify", more, "above"],
};

const adviceOf = ({ finding, position, isTrend }: Judging, pace: Pace): Advice => {
  if (!isTrend) return byPoints[finding][pace];
  const [outcome, words, fitting] = byTrend[pace];
  return [outcome, words, position === fitting];
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const bandWords = ({ band, unit }: Judging): string => {
  const width = writeValue(Math.round(band * 10) / 10);
  return width === "0" ? "" : ` A point within ${width}${unit === "" ? "" : ` ${unit}`} of the line counts as on it.`;
};

/** What to do, and why: the position of the latest points and the pace of the trend in one sentence. */
export const judged = (judging: Judging): Judged => {
  const { finding, pace, isTrend } = judging;
  if (pace === null) {
    const [outcome, words] = byPoints[finding][finding === "below" ? "slower" : "same"];
    return { outcome, sentence: `${capital(positionWords(judging))}: ${words}.${bandWords(judging)}`, agrees: false };
  }
  const [outcome, words, agrees] = adviceOf(judging, pace);
  const [first, second] = isTrend
    ? [paceWords[pace], positionWords(judging)]
    : [positionWords(judging), paceWords[pace]];
  const sentence = `${capital(first)}, ${agrees ? "and" : "but"} ${second}: ${words}.${bandWords(judging)}`;
  return { outcome, sentence, agrees };
};
