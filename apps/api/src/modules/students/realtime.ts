import type { Audiences } from "../../realtime/rooms.ts";

export const studentsAudiences: Audiences<"StudentReportExported"> = { StudentReportExported: () => [] };
