import type { PlannedSession } from "@handrail/domain/sessions/change-schema";
import type { ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";

/** What every form about one session is given. */
export interface SessionFormProps {
  readonly interventionId: string;
  readonly session: PlannedSession;
  readonly options: ScheduleOptions;
  readonly onClose: () => void;
}
