import { createDelivery } from "../modules/communications/deliver-message.ts";
import type { Postbox } from "../modules/communications/postbox.ts";
import { createDigests } from "../modules/notifications/send-digest.ts";
import { notificationTasks } from "../modules/notifications/tasks.ts";
import { progressTasks } from "../modules/progress/tasks.ts";
import { sessionTasks } from "../modules/sessions/tasks.ts";
import type { Runnable } from "./task.ts";

/** Every task of the product. A module lists its own in tasks.ts. */
export const tasksOf = (postbox: Postbox, publicUrl: string | undefined): readonly Runnable[] => [
  createDelivery(postbox),
  createDigests({ carrier: postbox.carriers.email, publicUrl }),
  ...notificationTasks,
  ...progressTasks,
  ...sessionTasks,
];
