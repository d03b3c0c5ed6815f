import type { VaultJobs } from "../privacy/vault-jobs.ts";
import type { Carriers } from "./carrier.ts";
import type { MessageVault } from "./message-vault.ts";

/** What is needed to let a message leave. */
export interface Postbox {
  readonly carriers: Carriers;
  readonly identities: Pick<VaultJobs, "contactsOf" | "nameOf">;
  readonly words: Pick<MessageVault, "seal" | "openForSending">;
}
