import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";

import { loginRoles, urlOf } from "@handrail/db/roles";
import * as z from "zod/mini";

const port = z.coerce.number().check(z.int(), z.gte(0), z.lte(65_535));
const url = z.url({ protocol: /^postgres(ql)?$/, error: "A postgres:// URL is needed." });

const Env = z.object({
  PORT: z._default(port, 3000),
  HOST: z._default(z.string(), "127.0.0.1"),
  /** Where keyring, audit anchors and the bundled database live. */
  HANDRAIL_DATA_DIR: z._default(z.string(), resolve(import.meta.dirname, "../../../.data")),
  /** Folder of the built web app; a built server finds the one that was built beside it, others serve the API alone. */
  HANDRAIL_WEB_DIR: z.optional(z.string()),
  /** The address people type, such as https://handrail.school.example: decides on secure cookies and origins. */
  PUBLIC_URL: z.optional(z.url()),
  /** Proxies in front whose X-Forwarded-* headers are believed. */
  TRUSTED_PROXIES: z._default(z.coerce.number().check(z.int(), z.gte(0), z.lte(5)), 0),
  /** Calls that one person may make in ten seconds; more are told to wait. */
  CALLS_PER_PERSON: z.optional(z.coerce.number().check(z.int(), z.gte(100))),
  /** An administrator's URL from which the four below are derived, where they are not given. */
  DATABASE_URL: z.optional(url),
  API_DATABASE_URL: z.optional(url),
  WORKER_DATABASE_URL: z.optional(url),
  AUTH_DATABASE_URL: z.optional(url),
  VAULT_DATABASE_URL: z.optional(url),
  /** Needed as soon as more than one API process serves the database: they tell each other what their sockets hear. */
  REDIS_URL: z.optional(z.url({ protocol: /^rediss?$/, error: "A redis:// URL is needed." })),
  /** A key of AWS KMS (id, ARN or alias) that seals the keyring; without it the keyring's file holds its keys. */
  KMS_KEY_ID: z.optional(z.string()),
  /** A mail server, such as smtps://name:secret@mail.example; without it mail goes into the mailbox of this server. */
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/, error: "An smtp:// URL is needed." })),
  MAIL_FROM: z.optional(z.string()),
  /** An SMS provider with the shape of Twilio's API; without it texts go into the mailbox of this server. */
  SMS_URL: z.optional(z.url({ protocol: /^https?$/ })),
  SMS_ACCOUNT: z.optional(z.string()),
  SMS_TOKEN: z.optional(z.string()),
  SMS_FROM: z.optional(z.string()),
  LOG_LEVEL: z._default(z.enum(["silent", "error", "warn", "info", "debug"]), "info"),
});

/** Where the build puts the web app, seen from the built server. In development the web has a server of its own. */
const builtWebDir = (): string | undefined => {
  const folder = resolve(import.meta.dirname, "../../web/dist");
  return basename(import.meta.dirname) === "dist" && existsSync(folder) ? folder : undefined;
};

export interface DatabaseUrls {
  readonly api: string;
  readonly worker: string;
  readonly auth: string;
  readonly vault: string;
}

const variable = {
  handrail_api: "API_DATABASE_URL",
  handrail_worker: "WORKER_DATABASE_URL",
  handrail_auth: "AUTH_DATABASE_URL",
  handrail_vault: "VAULT_DATABASE_URL",
} as const;

/** Settings from the environment, or an error that names every variable that is wrong. */
export const readEnv = (source: NodeJS.ProcessEnv) => {
  const parsed = Env.safeParse(source);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  const env = parsed.data;
  const [api, worker, auth, vault] = loginRoles.map((role) => {
    const given = env[variable[role]];
    if (given !== undefined) return given;
    if (env.DATABASE_URL !== undefined) return urlOf(env.DATABASE_URL, role);
    throw new Error(`${variable[role]} (or DATABASE_URL, to derive it from) is not set.`);
  });
  if (api === undefined || worker === undefined || auth === undefined || vault === undefined)
    throw new Error("Four database URLs are needed.");
  return {
    ...env,
    HANDRAIL_WEB_DIR: env.HANDRAIL_WEB_DIR ?? builtWebDir(),
    databases: { api, worker, auth, vault } satisfies DatabaseUrls,
  };
};
