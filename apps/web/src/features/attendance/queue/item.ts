import type { AttendanceStatus, RosterRow } from "@handrail/domain/attendance/schema";

/** One mark as it is kept here until the server has answered. `baseVersion` is the row's version the person saw. */
export interface KeptMark {
  readonly studentId: string;
  readonly status: AttendanceStatus;
  readonly minutesLate?: number | null;
  readonly note?: string | null;
  readonly baseVersion: number;
}

/** What was meant, by procedure. The session and the mutation id stand in the item around it. */
export type Intent =
  | {
      readonly procedure: "record";
      readonly input: { readonly marks: readonly KeptMark[]; readonly afterFinish?: true };
    }
  | {
      readonly procedure: "keep";
      readonly input: { readonly studentId: string; readonly keep: string; readonly baseVersion: number };
    }
  | {
      readonly procedure: "addGuest";
      readonly input: { readonly studentId: string };
      /** What a guest's row needs before the server has answered. */
      readonly guest: { readonly displayCode: string; readonly gradeLevel: string };
    }
  | {
      readonly procedure: "setExpectation";
      readonly input: { readonly studentId: string; readonly expected: boolean; readonly baseVersion: number };
    }
  | { readonly procedure: "finish"; readonly input: Record<never, never> }
  | { readonly procedure: "reopen"; readonly input: Record<never, never> };

export interface Problem {
  readonly situation: string;
  /** In words, as the server said it. */
  readonly reason: string;
  readonly details: Readonly<Record<string, string | number | null>>;
}

/**
 * `waiting`: never sent, may still change. `sending`: sent at least once and not answered, so its body is fixed: the same
 * mutation id must always say the same. `attention`: refused; kept until a person decides.
 */
type ItemState = "waiting" | "sending" | "attention";

export type Item = Intent & {
  readonly mutationId: string;
  readonly sessionId: string;
  readonly personId: string;
  /** Order within the session. */
  readonly seq: number;
  readonly madeAt: string;
  readonly state: ItemState;
  readonly problem: Problem | null;
};

/** What the server said about an item. */
export type Answer =
  | { readonly kind: "done"; readonly rows: readonly RosterRow[]; readonly refused: readonly RefusedMark[] }
  | { readonly kind: "refused"; readonly problem: Problem };

export interface RefusedMark extends Problem {
  readonly studentId: string;
}

export const marksOf = (item: Item): readonly KeptMark[] => (item.procedure === "record" ? item.input.marks : []);

/** The student whose row an item changes; null when it is about several or about the session. */
export const studentsOf = (item: Item): readonly string[] => {
  if (item.procedure === "record") return item.input.marks.map((mark) => mark.studentId);
  return "studentId" in item.input ? [item.input.studentId] : [];
};
