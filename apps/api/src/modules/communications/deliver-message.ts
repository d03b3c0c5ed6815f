import { heldBecause } from "@handrail/domain/communications/rules";
import { fill } from "@handrail/domain/communications/template";
import * as z from "zod/mini";

import { task, type Task, type TaskContext } from "../../jobs/task.ts";
import { done, nothingToDo, type Done } from "../../kernel/command.ts";
import type { TenantTx } from "../../kernel/in-tenant.ts";
import { NotSent, type Carrier } from "./carrier.ts";
import type { Words } from "./message-vault.ts";
import { changeOf, keepHandover, mailbox } from "./message-writes.ts";
import type { Postbox } from "./postbox.ts";
import { messageForChange, templateById, valueFacts, type MessageFacts, type ValueFacts } from "./queries.ts";
import { valuesOf } from "./values.ts";

const Payload = z.object({ tenantId: z.string(), messageId: z.string() });
type Payload = z.infer<typeof Payload>;

type Change = Parameters<typeof changeOf>[1];

const carrierOf = ({ carriers }: Postbox, { channel }: MessageFacts): Carrier | null =>
  channel === "letter" ? null : carriers[channel];

/** Changes the message if it is still as it was taken to be; whoever was faster has decided. */
const settle = (
  { inTenant }: TaskContext,
  { tenantId, messageId }: Payload,
  decide: (message: MessageFacts, tx: TenantTx) => Change | null,
): Promise<boolean> =>
  inTenant(tenantId, async (tx): Promise<Done<boolean>> => {
    const [[message]] = await tx.facts(messageForChange({ messageId }));
    const change = message === undefined ? null : decide(message, tx);
    if (message === undefined || change === null) return nothingToDo(false);
    const { write, event } = changeOf(message, change);
    tx.write(write);
    return done(true, [event]);
  });

interface Read {
  readonly message: MessageFacts;
  readonly template: { readonly subject: string; readonly body: string };
  readonly facts: ValueFacts;
  readonly now: string;
}

const readMessage = ({ inTenant }: TaskContext, { tenantId, messageId }: Payload): Promise<Read | null> =>
  inTenant(tenantId, async (tx) => {
    const [[message]] = await tx.facts(messageForChange({ messageId }));
    if (message === undefined) return nothingToDo(null);
    const { studentId, interventionId, actor: staffId } = message;
    const [[template], [facts]] = await tx.facts(
      templateById(message),
      valueFacts({ studentId, interventionId, staffId }),
    );
    return nothingToDo(
      template === undefined || facts === undefined ? null : { message, template, facts, now: tx.now },
    );
  });

/** The words with every name in place, or why there is nobody to send them to. */
const write = async (postbox: Postbox, tenantId: string, read: Read): Promise<Words | string> => {
  const { message, template, facts, now } = read;
  const { studentId, guardianId, channel, contentRef } = message;
  if (contentRef !== null) {
    const kept = await postbox.words.openForSending(tenantId, studentId, contentRef);
    if (kept !== null) return kept;
  }
  const [contact] = guardianId === null ? [] : await postbox.identities.contactsOf(tenantId, [guardianId]);
  const student = await postbox.identities.nameOf(tenantId, studentId);
  if (contact === undefined || contact.name === null) return "This person has no name on file.";
  if (student === null) return "The student has no name on file.";
  const to = { email: contact.email, sms: contact.phone, letter: contact.name }[channel];
  if (to === null)
    return channel === "email"
      ? "This person has no e-mail address on file."
      : "This person has no phone number on file.";
  const values = { ...valuesOf(facts, now), student, guardian: contact.name };
  return { to, subject: fill(template.subject, values), body: fill(template.body, values) };
};

const putIntoMailbox = (context: TaskContext, payload: Payload, ready: { read: Read; contentRef: string }) =>
  settle(context, payload, (message, tx) => {
    if (message.status !== "queued" && message.status !== "sending") return null;
    tx.write(keepHandover({ id: message.id, provider: mailbox, body: ready.read.template.body, status: "sent" }));
    return { status: "sent", contentRef: ready.contentRef, isAttempt: true };
  });

const unknown = "It may already have been sent: ask the family before you send it again.";

const failed = (context: TaskContext, payload: Payload, { failure, reason }: NotSent): Promise<boolean> => {
  const isOver = failure !== "later" || context.isLastAttempt;
  return settle(context, payload, (message) => {
    if (message.status !== "sending") return null;
    if (!isOver) return { status: "queued", reason: `${reason} Handrail tries again automatically.` };
    return { status: "failed", reason: failure === "unknown" ? `${reason} ${unknown}` : reason };
  });
};

const handOver = async (
  { context, payload, carrier }: { context: TaskContext; payload: Payload; carrier: Carrier },
  ready: { read: Read; contentRef: string; words: Words },
): Promise<void> => {
  const { read, contentRef, words } = ready;
  // From here on nobody else begins, and a process that is killed leaves a trace of having begun.
  const isMine = await settle(context, payload, (message) =>
    message.status === "queued" && message.version === read.message.version
      ? { status: "sending", contentRef, isAttempt: true }
      : null,
  );
  if (!isMine) return;
  let provider: string;
  try {
    provider = await carrier.send({ ...payload, ...words });
  } catch (error) {
    const reason =
      error instanceof NotSent ? error : new NotSent("unknown", "Sending was interrupted.", { cause: error });
    await failed(context, payload, reason);
    if (reason.failure === "later" && !context.isLastAttempt) throw reason;
    return;
  }
  await settle(context, payload, (message, tx) => {
    tx.write(keepHandover({ id: message.id, provider, body: read.template.body, status: "sent" }));
    // A provider may already have said that it arrived.
    return message.status === "delivered" ? null : { status: "sent" };
  });
};

/**
 * Lets one message leave, once, however often the job comes. Before anything is handed over the row says so; a job that
 * finds it said by one that was lost does not try again, since the words may have left: it asks a person to decide.
 */
const deliver = async (postbox: Postbox, payload: Payload, context: TaskContext): Promise<void> => {
  const read = await readMessage(context, payload);
  if (read === null) return;
  const { message } = read;
  const carrier = carrierOf(postbox, message);
  if (message.status === "sending" && carrier !== null) {
    await failed(context, payload, new NotSent("unknown", "Handrail was stopped while it was being sent."));
    return;
  }
  if (message.status !== "queued" && message.status !== "sending") return;
  const hold = (reason: string) =>
    settle(context, payload, ({ status }) => (status === "queued" ? { status: "held", reason } : null));
  const reason = heldBecause(message);
  if (reason !== null) {
    await hold(reason);
    return;
  }
  const words = await write(postbox, payload.tenantId, read);
  if (typeof words === "string") {
    await hold(words);
    return;
  }
  const contentRef = message.contentRef ?? (await postbox.words.seal(payload.tenantId, message.studentId, words));
  if (contentRef === null) {
    await hold("The student has been erased.");
    return;
  }
  if (carrier === null) await putIntoMailbox(context, payload, { read, contentRef });
  else await handOver({ context, payload, carrier }, { read, contentRef, words });
};

export const delivery: Pick<Task<Payload>, "name" | "check"> = {
  name: "communications.deliver",
  check: (payload) => Payload.parse(payload),
};

export const createDelivery = (postbox: Postbox): Task<Payload> =>
  task(delivery.name, Payload, (payload, context) => deliver(postbox, payload, context));
