import type { Pool } from "@handrail/db/client";
import { mayBecome } from "@handrail/domain/communications/rules";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as z from "zod/mini";

import { done, nothingToDo } from "../../kernel/command.ts";
import { inTenant } from "../../kernel/in-tenant.ts";
import { changeOf } from "./message-writes.ts";
import { messageForChange } from "./queries.ts";
import { isSigned } from "./sms-carrier.ts";

const Fields = z.object({ MessageStatus: z.string() });
const Place = z.object({ tenant: z.uuid(), message: z.uuid() });

const statusOf: Readonly<Record<string, "delivered" | "failed">> = {
  delivered: "delivered",
  undelivered: "failed",
  failed: "failed",
};

/** What the SMS provider says became of a message. Its signature covers the address, so the message cannot be swapped. */
export const smsHook = (parts: { pool: Pool; token: string; publicUrl: string; wake: () => void }): Hono =>
  new Hono().post("/", bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    const fields = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const { search } = new URL(c.req.url);
    const url = `${new URL("/hooks/sms", parts.publicUrl).href}${search}`;
    if (!isSigned(parts.token, c.req.header("x-twilio-signature"), { url, fields })) return c.text("Not signed.", 403);
    const said = Fields.safeParse(fields);
    const place = Place.safeParse(c.req.query());
    const status = statusOf[said.data?.MessageStatus ?? ""];
    if (!place.success || status === undefined) return c.body(null, 204);
    const { tenant, message: messageId } = place.data;
    await inTenant({ pool: parts.pool, wake: parts.wake, origin: "hook:sms" }, tenant, async (tx) => {
      const [[message]] = await tx.facts(messageForChange({ messageId }));
      if (message === undefined || !mayBecome(message.status, status)) return nothingToDo(null);
      const { write, event } = changeOf(
        message,
        status === "delivered" ? { status } : { status, reason: "The provider could not deliver it." },
      );
      tx.write(write);
      return done(null, [event]);
    });
    return c.body(null, 204);
  });
