export {};

declare module "vitest" {
  export interface ProvidedContext {
    /** A superuser's URL of the server the tests use. */
    adminUrl: string;
    /** Names of the databases that tests copy: migrated and empty, and migrated with the demo in it. */
    template: string;
    demoTemplate: string;
    /** The moment the demo was made for, and the keyring that its names are sealed with. */
    demoNow: string;
    keyringFile: string;
    /** How many times as much the proofs by chance do: `HANDRAIL_PROOF_SCALE`, 1 unless told otherwise. */
    scale: number;
  }
}
