import { lookAtAbsences } from "./absences-task.ts";

export const sessionTasks = [lookAtAbsences] as const;
