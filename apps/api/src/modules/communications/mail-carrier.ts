import { createTransport } from "nodemailer";

import { NotSent, type Carrier } from "./carrier.ts";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const failureOf = (error: unknown): NotSent => {
  const { responseCode, command, code } = isObject(error) ? error : {};
  const options = { cause: error };
  if (typeof responseCode === "number" && responseCode >= 500 && code !== "EAUTH")
    return new NotSent("never", `The mail server refused it (${responseCode}).`, options);
  if (typeof responseCode === "number")
    return new NotSent("later", `The mail server did not take it (${responseCode}).`, options);
  // Whatever broke before the words were handed over has sent nothing.
  return command === "DATA"
    ? new NotSent("unknown", "The connection to the mail server ended while it was being sent.", options)
    : new NotSent("later", "The mail server cannot be reached.", options);
};

/** Mail by SMTP. The message's id is the same at every try, so that mail systems which look can tell a repetition. */
export const createMailCarrier = ({ url, from }: { url: string; from: string }): Carrier => {
  const transport = createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 });
  return {
    send: async ({ messageId, to, subject, body }) => {
      const id = `<${messageId}@handrail.invalid>`;
      try {
        await transport.sendMail({ from, to, subject, text: body, messageId: id });
        return id;
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
};
