import { remindOfFollowUps, remindOfRosters } from "./remind.ts";
import { settleGone } from "./settle-gone.ts";
import { tellAnswer, tellEscalation, tellMentions } from "./tell-about-case.ts";
import { tellOfPlace } from "./tell-of-place.ts";

export const notificationTasks = [
  remindOfFollowUps,
  remindOfRosters,
  settleGone,
  tellAnswer,
  tellEscalation,
  tellMentions,
  tellOfPlace,
] as const;
