export { contactFacts } from "./name-facts.ts";
export type { VaultDesk } from "./vault.ts";
