import * as z from "zod/mini";

import { filledText } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";
import { PasswordInput, ToolKey } from "./schema.ts";

/** Longest life of a token, in days. */
export const tokenDays = { usual: 90, most: 365 } as const;

const id = z.uuid("This is not an id.").check(z.toLowerCase());

/** The password once more: whoever finds a screen open makes no key to take away. */
export const MakeApiTokenInput = z.strictObject({
  ...PasswordInput.shape,
  name: filledText(80),
  /** Tools it may use; never more than the person has. */
  scopes: z.array(ToolKey).check(z.minLength(1, "Choose at least one tool."), z.maxLength(20, "Choose fewer tools.")),
  /** The program may read and never change anything. */
  readOnly: z._default(z.boolean(), false),
  days: z
    .int("Write whole days.")
    .check(z.gte(1, "A token lives for a day at least."), z.lte(tokenDays.most, `Use at most ${tokenDays.most} days.`)),
});
export type MakeApiTokenInput = z.infer<typeof MakeApiTokenInput>;

export const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(ToolKey),
  readOnly: z.boolean(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: z.nullable(Instant),
});
export type ApiToken = z.infer<typeof ApiToken>;
export const ApiTokens = z.array(ApiToken);
/** The token itself is said this once and kept nowhere. */
export const ApiTokenMade = z.extend(ApiToken, { token: z.string() });
export type ApiTokenMade = z.infer<typeof ApiTokenMade>;
export const EndApiTokenInput = z.strictObject({ id });
