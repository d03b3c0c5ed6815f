export {};

declare module "vitest" {
  export interface ProvidedContext {
    /** A superuser's URL of the server the tests use. */
    adminUrl: string;
  }
}
