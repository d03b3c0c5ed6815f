import { toList, type Audiences } from "../../realtime/rooms.ts";

export const jobsAudiences: Audiences<"JobChanged"> = { JobChanged: (tenantId) => [toList(tenantId, "jobs")] };
