import { TRPCClientError } from "@trpc/client";

import type { AppRouter, Situation } from "./surface.ts";

/** A no of the server: the situation to decide by, the sentence to show, the fields it is about. */
export interface Refusal {
  readonly situation: Situation;
  readonly message: string;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  readonly details: Readonly<Record<string, string | number | null>>;
}

const isOurs = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError;

/** The refusal inside a thrown error; null where the server was not reached, or did not answer as Handrail does. */
export const refusalOf = (error: unknown): Refusal | null => {
  if (!isOurs(error) || error.data == null) return null;
  const { situation, fields, details } = error.data;
  return { situation: situation ?? "UNKNOWN", message: error.message, fields, details };
};
