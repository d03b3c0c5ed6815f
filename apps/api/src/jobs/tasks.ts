import { createDelivery } from "../modules/communications/deliver-message.ts";
import type { Postbox } from "../modules/communications/postbox.ts";
import { writeToFamilies } from "../modules/communications/write-to-families.ts";
import { createJobRunner } from "../modules/jobs/watched-job.ts";
import { createDigests } from "../modules/notifications/send-digest.ts";
import { notificationTasks } from "../modules/notifications/tasks.ts";
import { createNameIndexing, indexNightly } from "../modules/privacy/index-names.ts";
import type { VaultJobs } from "../modules/privacy/vault-jobs.ts";
import { progressTasks } from "../modules/progress/tasks.ts";
import { sessionTasks } from "../modules/sessions/tasks.ts";
import type { Runnable } from "./task.ts";

/** Every task of the product. A module lists its own in tasks.ts. */
export const tasksOf = (
  postbox: Postbox & { readonly identities: VaultJobs },
  publicUrl: string | undefined,
): readonly Runnable[] => [
  createDelivery(postbox),
  createDigests({ carrier: postbox.carriers.email, publicUrl }),
  createJobRunner([writeToFamilies, createNameIndexing(postbox.identities)]),
  indexNightly,
  ...notificationTasks,
  ...progressTasks,
  ...sessionTasks,
];
