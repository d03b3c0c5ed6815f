import { accessRouter } from "./modules/access/router.ts";
import { attendanceRouter } from "./modules/attendance/router.ts";
import { caseworkRouter } from "./modules/casework/router.ts";
import { communicationsRouter } from "./modules/communications/router.ts";
import { interventionsRouter } from "./modules/interventions/router.ts";
import { jobsRouter } from "./modules/jobs/router.ts";
import { notificationsRouter } from "./modules/notifications/router.ts";
import { privacyRouter } from "./modules/privacy/router.ts";
import { progressRouter } from "./modules/progress/router.ts";
import { sessionsRouter } from "./modules/sessions/router.ts";
import { studentsRouter } from "./modules/students/router.ts";
import { todayRouter } from "./modules/today/router.ts";
import { router } from "./trpc.ts";

/** Every module, by the word it bears in every package. */
export const appRouter = router({
  access: accessRouter,
  attendance: attendanceRouter,
  casework: caseworkRouter,
  communications: communicationsRouter,
  interventions: interventionsRouter,
  jobs: jobsRouter,
  notifications: notificationsRouter,
  privacy: privacyRouter,
  progress: progressRouter,
  sessions: sessionsRouter,
  students: studentsRouter,
  today: todayRouter,
});

export type AppRouter = typeof appRouter;
