import { expect, it } from "vitest";

import type { Actor } from "../kernel/actor.ts";
import { canRetryJob } from "./policy.ts";
import { JobStatus } from "./schema.ts";

const person = (...permissions: string[]): Actor => ({ userId: "me", permissions }) as unknown as Actor;

it.each(JobStatus.options)("work that is %s is tried again by whom it belongs to, once it failed", (status) => {
  const answer = (actor: Actor, createdBy: string | null): string => {
    const verdict = canRetryJob(actor, { createdBy, status });
    return verdict.allowed ? "yes" : verdict.refusal.situation;
  };
  const mine = status === "failed" ? "yes" : "ALREADY_DECIDED";
  expect(answer(person(), "me")).toBe(mine);
  expect(answer(person("audit.read"), null)).toBe(mine);
  expect(answer(person(), null)).toBe("NOT_FOUND");
  expect(answer(person(), "other")).toBe("NOT_FOUND");
  expect(canRetryJob(person("audit.read"), undefined).allowed).toBe(false);
});
