import { events, type EventName, type EventPayload } from "@handrail/domain/events";

import type { OutboxEvent } from "../kernel/outbox.ts";
import { accessAudiences } from "../modules/access/realtime.ts";
import { attendanceAudiences } from "../modules/attendance/realtime.ts";
import { caseworkAudiences } from "../modules/casework/realtime.ts";
import { communicationAudiences } from "../modules/communications/realtime.ts";
import { interventionsAudiences } from "../modules/interventions/realtime.ts";
import { jobsAudiences } from "../modules/jobs/realtime.ts";
import { notificationsAudiences } from "../modules/notifications/realtime.ts";
import { privacyAudiences } from "../modules/privacy/realtime.ts";
import { progressAudiences } from "../modules/progress/realtime.ts";
import { sessionsAudiences } from "../modules/sessions/realtime.ts";
import { studentsAudiences } from "../modules/students/realtime.ts";
import { todayAudiences } from "../modules/today/realtime.ts";
import type { Audience, Audiences, Delivery } from "./rooms.ts";

/** Every event of the product: one without a stated audience does not compile. */
const audiences: Audiences<EventName> = {
  ...accessAudiences,
  ...attendanceAudiences,
  ...caseworkAudiences,
  ...communicationAudiences,
  ...interventionsAudiences,
  ...jobsAudiences,
  ...notificationsAudiences,
  ...privacyAudiences,
  ...progressAudiences,
  ...sessionsAudiences,
  ...studentsAudiences,
  ...todayAudiences,
};

const isEventName = (name: string): name is EventName => Object.hasOwn(events, name);

const hear = <N extends EventName>(name: N, event: OutboxEvent): readonly Delivery[] => {
  const payload = events[name].payload.parse(event.payload) as EventPayload<N>;
  const audience: Audience<N> = audiences[name];
  return audience(event.tenantId, payload);
};

/** The messages an event becomes. Its payload is held to its schema, so nothing beside the schema leaves. */
export const deliveriesOf = (event: OutboxEvent): readonly Delivery[] => {
  if (!isEventName(event.name)) throw new Error("An event that this version does not know");
  return hear(event.name, event);
};
