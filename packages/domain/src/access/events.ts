import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { UserId } from "../kernel/ids.ts";

/**
 * What a person may see has changed (role, team, enrolment, status). Their sockets hear it so that the page asks again;
 * the server has by then taken them out of the rooms they lost.
 */
export const AccessChanged = defineEvent({
  name: "AccessChanged",
  payload: z.object({ userId: UserId }),
  aggregate: "user",
  audience: ["person"],
});
