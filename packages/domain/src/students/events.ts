import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { StudentId, UserId } from "../kernel/ids.ts";

/** The report of a student left as a file. It stays on the server: who took it along is in the audit log. */
export const StudentReportExported = defineEvent({
  name: "StudentReportExported",
  payload: z.object({ studentId: StudentId, version: z.number(), by: UserId }),
  aggregate: "student",
  audience: [],
});
