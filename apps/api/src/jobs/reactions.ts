import { events, type EventName, type EventPayload } from "@handrail/domain/events";

import type { OutboxEvent } from "../kernel/outbox.ts";
import { communicationReactions } from "../modules/communications/reactions.ts";
import { jobReactions } from "../modules/jobs/reactions.ts";
import { notificationReactions } from "../modules/notifications/reactions.ts";
import { progressReactions } from "../modules/progress/reactions.ts";
import { sessionReactions } from "../modules/sessions/reactions.ts";
import type { Happened, Reactions } from "./reaction.ts";
import type { JobRequest } from "./task.ts";

/** Every module's reactions; one event may have several. */
const reactions: readonly Reactions[] = [
  communicationReactions,
  jobReactions,
  notificationReactions,
  progressReactions,
  sessionReactions,
];

const isEventName = (name: string): name is EventName => Object.hasOwn(events, name);

const requestsOf = <N extends EventName>(name: N, event: OutboxEvent): readonly JobRequest[] => {
  const payload = events[name].payload.parse(event.payload) as EventPayload<N>;
  const { tenantId, id, aggregateId, version } = event;
  const happened: Happened<N> = { tenantId, id, aggregateId, version, payload };
  return reactions.flatMap((module) => module[name]?.(happened) ?? []);
};

/**
 * The jobs that follow from an event. Without a key of its own a job gets the event's: an event that is handed on twice
 * does not stand in the queue twice.
 */
export const jobsOf = (event: OutboxEvent): readonly JobRequest[] => {
  if (!isEventName(event.name)) return [];
  return requestsOf(event.name, event).map((request, index) => ({
    ...request,
    key: request.key ?? `${event.id}:${index}`,
  }));
};
