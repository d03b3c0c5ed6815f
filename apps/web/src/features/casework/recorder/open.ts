import type { RootCause } from "@handrail/domain/casework/schema";
import { createStore } from "@handrail/ui/store";

/** What the caller knows already. */
export interface RecorderRequest {
  readonly studentId?: string;
  readonly displayCode?: string;
  /** The cause to begin with, where nothing is written yet. */
  readonly rootCause?: RootCause;
  /** The meeting is about this student and nobody else: it is recorded from a case. */
  readonly isStudentFixed?: boolean;
  /** Words to begin with, where nothing is written yet. */
  readonly absenceReason?: string;
}

export const recorderStore = createStore<{ readonly request: RecorderRequest; readonly nth: number } | null>(null);

let opened = 0;

/** Opens the recorder over whatever page this is; opened again for another student, it turns to them. */
export const openRecorder = (request: RecorderRequest = {}): void => {
  opened += 1;
  recorderStore.set({ request, nth: opened });
};

export const closeRecorder = (): void => recorderStore.set(null);
