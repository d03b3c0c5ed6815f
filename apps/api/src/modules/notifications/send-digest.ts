import { digestOf } from "@handrail/domain/notifications/digest";
import * as z from "zod/mini";

import { task, type Task, type TaskContext } from "../../jobs/task.ts";
import { nothingToDo } from "../../kernel/command.ts";
import { NotSent, type Carrier } from "../communications/staff-mail.ts";
import { digestForChange, markMailed, newLines, writeDigest, type HeldDigest, type NewLine } from "./digest-rows.ts";

const Payload = z.object({ tenantId: z.uuid(), digestId: z.uuid() });
type Payload = z.infer<typeof Payload>;

export interface Mail {
  /** Nobody carries mail: digests are not written. */
  readonly carrier: Carrier | null;
  readonly publicUrl: string | undefined;
}

interface Begun {
  readonly digest: HeldDigest;
  readonly lines: readonly NewLine[];
}

/**
 * Says that sending begins, before anything leaves. A job that finds it said by one that was lost does not try again:
 * an e-mail too few is a line still in the inbox, an e-mail too many is one that people learn to ignore.
 */
const begin = (mail: Mail, { tenantId, digestId }: Payload, { inTenant }: TaskContext): Promise<Begun | null> =>
  inTenant(tenantId, async (tx) => {
    const [[digest]] = await tx.facts(digestForChange({ digestId }));
    if (digest === undefined) return nothingToDo(null);
    if (digest.status === "sending") tx.write(writeDigest({ digestId, status: "unknown" }));
    if (digest.status !== "queued") return nothingToDo(null);
    const [lines] = await tx.facts(newLines({ recipientId: digest.recipientId }));
    const isSent = mail.carrier !== null && lines.length > 0;
    tx.write(writeDigest({ digestId, status: isSent ? "sending" : "skipped" }));
    return nothingToDo(isSent ? { digest, lines } : null);
  });

const send = async (mail: Mail, payload: Payload, context: TaskContext): Promise<void> => {
  const { tenantId, digestId } = payload;
  const begun = await begin(mail, payload, context);
  if (begun === null || mail.carrier === null) return;
  const { digest, lines } = begun;
  const inboxUrl = mail.publicUrl === undefined ? null : new URL("/inbox", mail.publicUrl).href;
  const words = digestOf(lines, { school: digest.school, inboxUrl });
  if (words === null) return;
  const settle = (status: string) =>
    context.inTenant(tenantId, (tx) => {
      tx.write(writeDigest({ digestId, status }));
      if (status === "sent") tx.write(markMailed({ lineIds: `{${lines.map(({ id }) => id).join(",")}}` }));
      return nothingToDo(undefined);
    });
  try {
    await mail.carrier.send({ tenantId, messageId: digestId, to: digest.email, ...words });
  } catch (error) {
    const failure = error instanceof NotSent ? error.failure : "unknown";
    const isAgain = failure === "later" && !context.isLastAttempt;
    await settle(isAgain ? "queued" : failure === "unknown" ? "unknown" : "failed");
    if (isAgain) throw error;
    return;
  }
  await settle("sent");
};

export const digestTask: Pick<Task<Payload>, "name" | "check"> = {
  name: "notifications.send-digest",
  check: (payload) => Payload.parse(payload),
};

export const createDigests = (mail: Mail): Task<Payload> =>
  task(digestTask.name, Payload, (payload, context) => send(mail, payload, context));
