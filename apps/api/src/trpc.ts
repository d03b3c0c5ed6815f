import type { Permission, ToolKey } from "@handrail/domain/access/schema";
import { httpStatus, Situation } from "@handrail/domain/kernel/errors";
import { initTRPC, TRPCError, type TRPC_ERROR_CODE_KEY } from "@trpc/server";
import * as z from "zod/mini";

import type { CommandContext } from "./kernel/command.ts";
import { databaseRefusal } from "./kernel/database-errors.ts";
import { no, Refused } from "./kernel/refused.ts";
import type { Access, Scope } from "./kernel/scope.ts";
import type { SignInDesk } from "./modules/access/desk.ts";
import type { MessageVault } from "./modules/communications/message-vault.ts";
import type { VaultDesk } from "./modules/privacy/vault.ts";

/** What every request brings. A scope exists only behind a base procedure that has declared its access. */
export interface Context {
  /** SHA-256 of the sign-in token, when the request has one. */
  readonly tokenHash: Uint8Array | null;
  readonly requestId: string;
  /** Keyed hash of the address, for the audit log. */
  readonly ipHash: Uint8Array;
  /** Key of the address for rate limits: an IPv4 address or an IPv6 /64. */
  readonly address: string;
  readonly device: string;
  /** The cookie that says who has signed in on this device before. */
  readonly knownDevice: string | null;
  readonly setCookie: (cookie: string) => void;
  readonly isSecure: boolean;
  readonly scopeFor: (access: Access) => Scope;
  readonly wake: () => void;
  readonly desk: SignInDesk;
  readonly vault: VaultDesk;
  /** Words that were sent to families. */
  readonly words: MessageVault;
  /** The secret of a calendar address, by its id. */
  readonly feedTokenOf: (feedId: string) => string;
}

interface Meta {
  /** Who may call. `open` is for those who are not signed in yet. */
  readonly access: Access | "open";
}

export const trpcCode: {
  readonly [S in 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503]: TRPC_ERROR_CODE_KEY;
} = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  413: "PAYLOAD_TOO_LARGE",
  422: "UNPROCESSABLE_CONTENT",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
  503: "SERVICE_UNAVAILABLE",
};

const isZodError = (cause: unknown): cause is { issues: { path: PropertyKey[]; message: string; keys?: string[] }[] } =>
  cause instanceof z.core.$ZodError;

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    // No annotation here: the packed client writes this type out in full.
    errorFormatter: ({ shape, error }) => {
      const refusal = error.cause instanceof Refused ? error.cause.refusal : null;
      const fields = isZodError(error.cause)
        ? error.cause.issues.slice(0, 20).map((issue) => ({
            field: [...issue.path, ...(issue.keys ?? []).slice(0, 1)].map(String).join(".").slice(0, 200),
            message: issue.message.slice(0, 300),
          }))
        : refusal?.field === undefined
          ? []
          : [{ field: refusal.field, message: refusal.message }];
      const situation = refusal?.situation ?? (shape.data.httpStatus >= 500 ? "UNKNOWN" : "INVALID_INPUT");
      return {
        code: shape.code,
        message:
          refusal?.message ??
          (situation === "UNKNOWN"
            ? "Something went wrong on our side. Nothing was changed."
            : isZodError(error.cause)
              ? "Some of this cannot be accepted."
              : "This request cannot be read."),
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          situation: Situation.safeParse(situation).data ?? null,
          fields,
          details: { ...refusal?.details },
        },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Errors become situations in one place; an unknown one keeps its cause for the log and loses its message. */
const mapped = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = databaseRefusal(result.error.cause ?? result.error);
  if (!(cause instanceof Refused)) return result;
  const code = trpcCode[httpStatus[cause.refusal.situation]];
  return { ...result, error: new TRPCError({ code, message: cause.refusal.message, cause }) };
});

/** For those who are not signed in yet. */
export const open = mapped.meta({ access: "open" });

const scoped = (access: Access) =>
  mapped.meta({ access }).use(({ ctx, next }) => {
    if (ctx.tokenHash === null)
      throw new TRPCError({ code: "UNAUTHORIZED", cause: no("NOT_SIGNED_IN", "Sign in to go on.") });
    const command: CommandContext = { scope: ctx.scopeFor(access), wake: ctx.wake };
    return next({ ctx: command });
  });

/** For everyone who is signed in. */
export const signedIn = scoped("signed_in");

/** For the holders of a tool (and of a permission, where one is named). The database answers both in the transaction. */
export const withTool = (tool: ToolKey, permission?: Permission) =>
  scoped(permission === undefined ? { tool } : { tool, permission });
