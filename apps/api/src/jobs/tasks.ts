import { notificationTasks } from "../modules/notifications/tasks.ts";
import { progressTasks } from "../modules/progress/tasks.ts";
import { sessionTasks } from "../modules/sessions/tasks.ts";
import type { Runnable } from "./task.ts";

/** Every task of the product. A module lists its own in tasks.ts. */
export const tasksOf = (): readonly Runnable[] => [...notificationTasks, ...progressTasks, ...sessionTasks];
