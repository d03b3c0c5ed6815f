import { createHash, randomBytes } from "node:crypto";

import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { v7 as newId } from "uuid";

import type { World } from "../testing/world.ts";

export type School = "alder" | "cedar";

/** Somebody who calls, or nobody: `account` is the first part of the e-mail address. */
export interface Principal {
  readonly label: string;
  readonly school: School;
  readonly userId: string | null;
  readonly cookie: string | null;
  /** Holds the tool `sessions`. */
  readonly hasTool: boolean;
  /** Owner, administrator, coordinator: sees every session of the school. */
  readonly seesAll: boolean;
  /** Is signed in at all. */
  readonly isIn: boolean;
}

const accounts: readonly { school: School; name: string; hasTool: boolean; seesAll: boolean }[] = [
  { school: "alder", name: "okafor", hasTool: true, seesAll: false },
  { school: "alder", name: "ito", hasTool: true, seesAll: false },
  { school: "alder", name: "park", hasTool: true, seesAll: false },
  { school: "alder", name: "sen", hasTool: false, seesAll: false },
  { school: "alder", name: "novak", hasTool: false, seesAll: false },
  { school: "alder", name: "reyes", hasTool: true, seesAll: true },
  { school: "alder", name: "haddad", hasTool: true, seesAll: true },
  { school: "alder", name: "lindqvist", hasTool: true, seesAll: true },
  { school: "cedar", name: "bell", hasTool: true, seesAll: true },
  { school: "cedar", name: "moreau", hasTool: true, seesAll: false },
];

/** A person with every right, and a sign-in that is live but for the person's status. */
const addSuspended = async (admin: postgres.Sql): Promise<string> => {
  const token = randomBytes(32).toString("base64url");
  const tenant = demoIds.tenant("alder");
  const user = newId();
  await admin`insert into users (tenant_id, id, name, email, status)
    values (${tenant}, ${user}, 'Mr Away', 'away@alder.example', 'suspended')`;
  await admin`insert into user_roles (tenant_id, id, user_id, role_id)
    values (${tenant}, ${newId()}, ${user}, ${demoIds.role("alder", "owner")})`;
  await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device)
    values (${tenant}, ${newId()}, ${user}, ${createHash("sha256").update(token).digest()}, 'password', 'A program')`;
  return `handrail=${token}`;
};

/** Every demo account, signed in once; nobody; someone with a token that was never given; someone suspended. */
export const everyPrincipal = async (world: World, admin: postgres.Sql): Promise<Principal[]> => {
  const principals: Principal[] = [];
  for (const { school, name, hasTool, seesAll } of accounts) {
    const { cookie } = await world.signIn(`${name}@${school}.example`);
    principals.push({ label: name, school, userId: demoIds.user(school, name), cookie, hasTool, seesAll, isIn: true });
  }
  const nobody = { school: "alder" as const, userId: null, hasTool: false, seesAll: false, isIn: false };
  return [
    ...principals,
    { ...nobody, label: "anonymous", cookie: null },
    { ...nobody, label: "a guessed token", cookie: `handrail=${randomBytes(32).toString("base64url")}` },
    { ...nobody, label: "suspended", cookie: await addSuspended(admin) },
  ];
};

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Null where the call was answered with data. */
  readonly situation: string | null;
}

interface ErrorBody {
  error?: { data?: { situation?: string } };
}

/** One procedure called as the web app does, with the answer's bytes. */
export const callAs = async (
  url: string,
  cookie: string | null,
  [procedure, input]: readonly [string, unknown],
): Promise<Answer> => {
  const response = await fetch(`${url}/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(cookie === null ? {} : { cookie }) },
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as ErrorBody;
  return {
    status: response.status,
    text,
    situation: body.error === undefined ? null : (body.error.data?.situation ?? "NONE"),
  };
};
