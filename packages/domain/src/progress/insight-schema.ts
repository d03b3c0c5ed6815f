import * as z from "zod/mini";

import { exportFormat } from "../kernel/export-schema.ts";
import { MutationId } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";

/** Figures of fewer than so many students are not shown: they would say something of each of them. */
export const fewestShown = 5;

const Share = z.object({ part: z.number(), whole: z.number() });
export type Share = z.infer<typeof Share>;

/** What became of a program's students. Figures are null where too few are behind them. */
export const ProgramEffect = z.object({
  lineId: z.string(),
  programId: z.string(),
  name: z.string(),
  tier: z.number(),
  unit: z.string(),
  /** Enrolments, running and ended. */
  enrolled: z.number(),
  exits: z.nullable(z.object({ met: z.number(), notMet: z.number(), withdrawn: z.number() })),
  /** Of those whose points allow a verdict, how many are on or above their aim, or reached the target. */
  onAim: z.nullable(Share),
  /** The median of their rates, in the measure's unit a week. */
  medianRate: z.nullable(z.number()),
  /** Minutes received of those planned so far. */
  dose: z.nullable(Share),
});
export type ProgramEffect = z.infer<typeof ProgramEffect>;

export const Effectiveness = z.object({ at: Instant, programs: z.array(ProgramEffect) });
export type Effectiveness = z.infer<typeof Effectiveness>;

export const Overview = z.object({
  at: Instant,
  today: Day,
  zone: z.string(),
  /** Students of tier 2 and 3, and how many of them take part in nothing. */
  unsupported: Share,
  tiers: z.object({ one: z.number(), two: z.number(), three: z.number() }),
  /** Of the last four weeks. */
  sessions: z.object({ held: z.number(), due: z.number() }),
  /** Rosters not taken, of all weeks: as many as the list "Not taken yet" has rows. */
  notTaken: z.number(),
  dose: Share,
  verdicts: z.object({
    reached: z.number(),
    above: z.number(),
    around: z.number(),
    below: z.number(),
    undelivered: z.number(),
    tooFew: z.number(),
    noGoal: z.number(),
  }),
  decisions: z.number(),
  cases: z.object({ open: z.number(), overdue: z.number(), medianDays: z.nullable(z.number()) }),
  load: z.array(z.object({ name: z.string(), sessions: z.number() })),
});
export type Overview = z.infer<typeof Overview>;

export const ExportEffectInput = z.strictObject({ mutationId: MutationId, format: exportFormat });
