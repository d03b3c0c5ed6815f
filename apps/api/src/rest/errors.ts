import { httpStatus, type Situation } from "@handrail/domain/kernel/errors";
import type { z } from "@hono/zod-openapi";
import { TRPCError } from "@trpc/server";
import { HTTPException } from "hono/http-exception";
import * as core from "zod/v4/core";

import { Refused } from "../kernel/refused.ts";
import type { ErrorBody } from "./schemas.ts";

interface Answer {
  readonly status: (typeof httpStatus)[Situation] | 405;
  readonly body: z.infer<typeof ErrorBody>;
}

/** What a field of a command's input is called in the request that led to it. */
export type FieldNames = (path: string) => string;

const snakeCase = (path: string): string => path.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Where a request names a student and a case: by id in its path, or by field of its body or query. */
export const namesOf = ({ method, path }: { readonly method: string; readonly path: string }): FieldNames => {
  const ofPath = path.endsWith("/progress/") ? "meeting" : "id";
  const names: Readonly<Record<string, string>> = {
    studentId: path.includes("/meetings/student/") ? "id" : "student",
    caseId: ofPath,
    entryId: ofPath,
    urgency: method === "GET" ? "urgency" : "urgency_level",
    mutationId: "Idempotency-Key",
  };
  return (field) => names[field] ?? snakeCase(field);
};

const asSent: FieldNames = (field) => field;

interface Issues {
  readonly issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly message: string;
    readonly keys?: readonly string[];
  }[];
}

const fieldsOf = ({ issues }: Issues, names: FieldNames): Record<string, string> =>
  Object.fromEntries(
    issues.slice(0, 20).map(({ path, message, keys }) => {
      const name = [...path, ...(keys ?? []).slice(0, 1)].map(String).join(".").slice(0, 200);
      return [name === "" ? "body" : names(name), message.slice(0, 300)];
    }),
  );

const invalid = (fields: Record<string, string>): Answer => ({
  status: 400,
  body: { code: "INVALID_INPUT", message: "Some of this cannot be accepted.", fields },
});

export const answerTo = (situation: Situation, message: string, field?: string): Answer => ({
  status: httpStatus[situation],
  body: { code: situation, message, fields: field === undefined ? {} : { [field]: message } },
});

/** What is wrong with a request by its own document: under the names that were sent. */
export const answerToIssues = (error: Issues): Answer => invalid(fieldsOf(error, asSent));

/** What the door answers to anything thrown behind it; an unknown error keeps its cause for the log and says nothing. */
export const answerToError = (error: unknown, names: FieldNames): Answer => {
  if (error instanceof Refused) {
    const { situation, message, field } = error.refusal;
    return answerTo(situation, message, field === undefined ? undefined : names(field));
  }
  if (error instanceof TRPCError) {
    if (error.cause instanceof Refused) return answerToError(error.cause, names);
    if (error.cause instanceof core.$ZodError && error.code === "BAD_REQUEST")
      return invalid(fieldsOf(error.cause, names));
  }
  if (error instanceof HTTPException && error.status < 500)
    return invalid({ body: error.status === 400 ? "This is not JSON." : error.message });
  return {
    status: 500,
    body: { code: "UNKNOWN", message: "Something went wrong on our side. Nothing was changed.", fields: {} },
  };
};
