/** Planned so far, and what came of it. Sessions are counted, minutes summed over one student's expected sessions. */
export interface Dosage {
  /** Sessions that should have been held by now: cancelled ones are not planned any more, un-entered ones are. */
  readonly plannedSessions: number;
  /** Of those, held with this student marked, whatever the mark. */
  readonly entered: number;
  /** Of those, with the student there (Present or Tardy). */
  readonly attended: number;
  readonly plannedMinutes: number;
  readonly receivedMinutes: number;
}

/**
 * Below this share of the plan a missing response says nothing of the plan: it was not delivered. The 80 % convention of
 * treatment integrity (Perepletchikova & Kazdin 2005; Gresham 1989).
 */
export const deliveredShare = 0.8;

/** The same line in per cent, for showing a dose on its right side. */
export const doseLines = { lines: [deliveredShare * 100] } as const;

/** Minutes received of the minutes planned so far, 0 to 1 and above where more was given. Null before anything was planned. */
export const shareReceived = ({ plannedMinutes, receivedMinutes }: Dosage): number | null =>
  plannedMinutes <= 0 ? null : receivedMinutes / plannedMinutes;

/** Enough was received for a verdict on the plan to mean something. Nothing planned yet is nothing missed. */
export const isDelivered = (dosage: Dosage): boolean => (shareReceived(dosage) ?? 1) >= deliveredShare;
