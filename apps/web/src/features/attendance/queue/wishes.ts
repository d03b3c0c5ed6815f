import { newId } from "../../../lib/api.ts";
import { serverNow } from "../../../lib/now.ts";
import { discard, enqueue, resend } from "./core.ts";
import type { Intent } from "./item.ts";
import { dropMarks } from "./marks.ts";
import { isFreeFor } from "./sender.ts";
import { change } from "./store.ts";

const warn = (problem: unknown): void => console.warn("The queue of marks could not be changed.", problem);

/** Everything that changes the queue by a person's hand. Painted at once; nobody has to wait for it. */
export const mean = (sessionId: string, personId: string, intent: Intent): void => {
  const made = { mutationId: newId(), madeAt: serverNow() };
  const wish = { intent, sessionId, personId, ...made, isSentAtOnce: isFreeFor(personId) };
  change((items) => enqueue(items, wish)).catch(warn);
};

export const sendAnyway = (mutationId: string): void => {
  const id = newId();
  change((items) => resend(items, mutationId, id)).catch(warn);
};

export const letGo = (mutationId: string, studentId?: string): void => {
  change((items) =>
    studentId === undefined ? discard(items, mutationId) : dropMarks(items, mutationId, [studentId]),
  ).catch(warn);
};
