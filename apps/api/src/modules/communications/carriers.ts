import type { Carriers } from "./carrier.ts";
import { createMailCarrier } from "./mail-carrier.ts";
import { createSmsCarrier } from "./sms-carrier.ts";

/** Who carries what, as this server is set up; what is left out goes into the mailbox. */
export interface CarrierSettings {
  readonly smtpUrl?: string | undefined;
  readonly mailFrom?: string | undefined;
  readonly smsUrl?: string | undefined;
  readonly smsAccount?: string | undefined;
  readonly smsToken?: string | undefined;
  readonly smsFrom?: string | undefined;
  readonly publicUrl?: string | undefined;
}

export const createCarriers = (settings: CarrierSettings): Carriers => {
  const { smtpUrl, mailFrom, smsUrl, smsAccount, smsToken, smsFrom, publicUrl } = settings;
  const hasSms = smsUrl !== undefined && smsAccount !== undefined && smsToken !== undefined && smsFrom !== undefined;
  return {
    email: smtpUrl === undefined || mailFrom === undefined ? null : createMailCarrier({ url: smtpUrl, from: mailFrom }),
    sms: hasSms
      ? createSmsCarrier({
          url: smsUrl,
          account: smsAccount,
          token: smsToken,
          from: smsFrom,
          hook: publicUrl === undefined ? undefined : new URL("/hooks/sms", publicUrl).href,
        })
      : null,
  };
};
