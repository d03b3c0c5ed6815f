import type { EventName, EventPayload } from "@handrail/domain/events";
import type { StudentId } from "@handrail/domain/kernel/ids";
import type { ListTopic, ServerToClient } from "@handrail/domain/realtime/schema";

/** A room is a permission. Its name is made here and nowhere else; no client ever says one. */
export type Room = string & { readonly __room: true };

const room = (tenantId: string, rest: string): Room => `tenant:${tenantId}:${rest}` as Room;

export const rooms = {
  /** Those who have the roster open and may see it: it alone carries marks. */
  roster: (tenantId: string, sessionId: string): Room => room(tenantId, `session:${sessionId}`),
  /** Those who have a day's list open. They may not see every session, so it carries an id and nothing else. */
  days: (tenantId: string): Room => room(tenantId, "days"),
  /** Those who have it open and may see it. */
  intervention: (tenantId: string, interventionId: string): Room => room(tenantId, `intervention:${interventionId}`),
  student: (tenantId: string, studentId: string): Room => room(tenantId, `student:${studentId}`),
  case: (tenantId: string, caseId: string): Room => room(tenantId, `case:${caseId}`),
  /** Holders of the tool a list belongs to. They may not see every row, so it carries nothing but the topic. */
  list: (tenantId: string, topic: ListTopic): Room => room(tenantId, `list:${topic}`),
  /** All sockets of one person. */
  person: (tenantId: string, userId: string): Room => room(tenantId, `person:${userId}`),
} as const;

type DeliveryOf = {
  readonly [M in keyof ServerToClient]: {
    readonly room: Room;
    readonly message: M;
    readonly payload: Parameters<ServerToClient[M]>[0];
  };
};

/** One message to one room. */
export type Delivery = DeliveryOf[keyof ServerToClient];

/** Tells those who have a list open that it has changed. */
export const toList = (tenantId: string, topic: ListTopic): Delivery => ({
  room: rooms.list(tenantId, topic),
  message: "listChanged",
  payload: { topic },
});

/** Tells those who have a student's page open that there is something to ask for. */
export const toStudent = (tenantId: string, studentId: StudentId): Delivery => ({
  room: rooms.student(tenantId, studentId),
  message: "studentChanged",
  payload: { studentId },
});

/** Who hears an event, and what of it. */
export type Audience<N extends EventName> = (tenantId: string, payload: EventPayload<N>) => readonly Delivery[];

/** An entry for each of the events named: leaving one out does not compile. */
export type Audiences<N extends EventName> = { readonly [K in N]: Audience<K> };
