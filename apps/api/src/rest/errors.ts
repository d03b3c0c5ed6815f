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

/** Fields whose name here is not that of the command's input in another spelling. */
const ownNames: Readonly<Record<string, string>> = {
  studentId: "student",
  caseId: "meeting",
  entryId: "meeting",
  urgency: "urgency_level",
  mutationId: "Idempotency-Key",
};

const fieldName = (path: string): string =>
  ownNames[path] ?? path.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Issues {
  readonly issues: readonly {
    readonly path: readonly PropertyKey[];
    readonly message: string;
    readonly keys?: readonly string[];
  }[];
}

const fieldsOf = ({ issues }: Issues): Record<string, string> =>
  Object.fromEntries(
    issues.slice(0, 20).map(({ path, message, keys }) => {
      const name = [...path, ...(keys ?? []).slice(0, 1)].map(String).join(".").slice(0, 200);
      return [name === "" ? "body" : fieldName(name), message.slice(0, 300)];
    }),
  );

const invalid = (fields: Record<string, string>): Answer => ({
  status: 400,
  body: { code: "INVALID_INPUT", message: "Some of this cannot be accepted.", fields },
});

export const answerTo = (situation: Situation, message: string, field?: string): Answer => ({
  status: httpStatus[situation],
  body: { code: situation, message, fields: field === undefined ? {} : { [fieldName(field)]: message } },
});

export const answerToIssues = (error: Issues): Answer => invalid(fieldsOf(error));

/** What the door answers to anything thrown behind it; an unknown error keeps its cause for the log and says nothing. */
export const answerToError = (error: unknown): Answer => {
  if (error instanceof Refused) return answerTo(error.refusal.situation, error.refusal.message, error.refusal.field);
  if (error instanceof TRPCError) {
    if (error.cause instanceof Refused) return answerToError(error.cause);
    if (error.cause instanceof core.$ZodError && error.code === "BAD_REQUEST") return answerToIssues(error.cause);
  }
  if (error instanceof HTTPException && error.status < 500)
    return invalid({ body: error.status === 400 ? "This is not JSON." : error.message });
  return {
    status: 500,
    body: { code: "UNKNOWN", message: "Something went wrong on our side. Nothing was changed.", fields: {} },
  };
};
