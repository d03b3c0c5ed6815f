/** What a message is when it leaves. */
interface Outgoing {
  readonly tenantId: string;
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/**
 * Why it did not leave: `later` when another try may help, `never` when it will not, `unknown` when the connection ended
 * after the words had been handed over, so that another try might send it twice.
 */
export type Failure = "later" | "never" | "unknown";

/** Its reason is shown to staff and names no address. */
export class NotSent extends Error {
  readonly failure: Failure;
  readonly reason: string;
  constructor(failure: Failure, reason: string, options?: ErrorOptions) {
    super(failure, options);
    this.name = "NotSent";
    this.failure = failure;
    this.reason = reason;
  }
}

/** Hands a message to someone who delivers it, and answers their name for it. Throws `NotSent`. */
export interface Carrier {
  send(message: Outgoing): Promise<string>;
}

/** Channels without a carrier go into the mailbox of this server. */
export interface Carriers {
  readonly email: Carrier | null;
  readonly sms: Carrier | null;
}
