import { createHmac, timingSafeEqual } from "node:crypto";

import * as z from "zod/mini";

import { NotSent, type Carrier } from "./carrier.ts";

export interface SmsSettings {
  /** Where the provider's API is, such as https://api.twilio.com. */
  readonly url: string;
  readonly account: string;
  readonly token: string;
  readonly from: string;
  /** Where the provider can tell what became of a message; without a public address it is not told to. */
  readonly hook: string | undefined;
}

const Answer = z.object({ sid: z.string() });
const patienceMs = 15_000;

const hookOf = (hook: string, { tenantId, messageId }: { tenantId: string; messageId: string }): string =>
  `${hook}?tenant=${tenantId}&message=${messageId}`;

/** Text messages by an HTTP provider with the shape of Twilio's API. */
export const createSmsCarrier = ({ url, account, token, from, hook }: SmsSettings): Carrier => ({
  send: async (message) => {
    const form = new URLSearchParams({ To: message.to, From: from, Body: message.body });
    if (hook !== undefined) form.set("StatusCallback", hookOf(hook, message));
    let answer: Response;
    try {
      answer = await fetch(`${url}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}` },
        body: form,
        redirect: "error",
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
      const isRefused = cause !== undefined && "code" in cause && cause.code === "ECONNREFUSED";
      throw isRefused
        ? new NotSent("later", "The SMS provider cannot be reached.", { cause: error })
        : new NotSent("unknown", "The connection to the SMS provider ended while it was being sent.", { cause: error });
    }
    if (answer.status === 429 || answer.status === 503)
      throw new NotSent("later", `The SMS provider did not take it (${answer.status}).`);
    if (answer.status >= 500)
      throw new NotSent("unknown", `The SMS provider failed while taking it (${answer.status}).`);
    if (!answer.ok) throw new NotSent("never", `The SMS provider refused it (${answer.status}).`);
    const said = Answer.safeParse(await answer.json().catch(() => null));
    if (!said.success) throw new NotSent("unknown", "The SMS provider answered something that cannot be read.");
    return said.data.sid;
  },
});

/** The provider's signature: its token over the whole address and every field, sorted by name. */
export const isSigned = (
  token: string,
  given: string | undefined,
  request: { url: string; fields: Readonly<Record<string, string>> },
): boolean => {
  const signed = Object.keys(request.fields)
    .toSorted()
    .reduce((text, name) => `${text}${name}${request.fields[name] ?? ""}`, request.url);
  const expected = createHmac("sha1", token).update(signed, "utf8").digest();
  const got = Buffer.from(given ?? "", "base64");
  return got.length === expected.length && timingSafeEqual(got, expected);
};
