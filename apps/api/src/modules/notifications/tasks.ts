import { remindOfFollowUps, remindOfRosters } from "./remind.ts";
import { tellEscalation, tellMentions } from "./tell-about-case.ts";
import { tellOfPlace } from "./tell-of-place.ts";

export const notificationTasks = [
  remindOfFollowUps,
  remindOfRosters,
  tellEscalation,
  tellMentions,
  tellOfPlace,
] as const;
