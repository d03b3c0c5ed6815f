import * as z from "zod/mini";

import { MutationId, SignInId, TenantId, UserId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Instant } from "../kernel/time.ts";

/** A switched-on capability of the product. A procedure belongs to one; a role holds some of them. */
export const ToolKey = z.enum([
  "today",
  "inbox",
  "students",
  "cases",
  "interventions",
  "sessions",
  "insights",
  "messages",
  "account",
]);
export type ToolKey = z.infer<typeof ToolKey>;

export const Permission = z.enum([
  "sessions.read_all",
  "attendance.record_all",
  "attendance.reopen",
  "attendance.walk_in",
  "students.read_all",
  "students.names_all",
  "programs.manage",
  "interventions.read_all",
  "interventions.manage_all",
  "progress.record_all",
  "decisions.decide_all",
  "cases.read_all",
  "cases.manage_all",
  "messages.send",
  "messages.manage_templates",
  "messages.read_mailbox",
  "reports.export",
  "audit.read",
]);
export type Permission = z.infer<typeof Permission>;

export const RoleKey = z.enum([
  "owner",
  "admin",
  "supervisor",
  "clinician",
  "form_master",
  "facilitator",
  "teacher",
  "admissions",
  "student",
]);
export type RoleKey = z.infer<typeof RoleKey>;

export const UserStatus = z.enum(["active", "inactive", "suspended"]);
export const ToolStatus = z.enum(["draft", "in_review", "approved", "retired"]);
export const NavigationType = z.enum(["link", "group", "divider"]);

/** Longest password accepted: a bound on the work of hashing, far above any passphrase. */
export const passwordBounds = { min: 12, max: 200 } as const;

const Email = filledText(254).check(
  z.refine((value) => /^[^\s@]+@[^\s@]+$/.test(value), "Write an e-mail address, such as name@school.example."),
);
const Password = z
  .string()
  .check(
    z.minLength(1, "Write your password."),
    z.maxLength(passwordBounds.max, `Keep this to ${passwordBounds.max} characters.`),
  );

export const SignInInput = z.strictObject({ email: Email, password: Password, tenantId: z.optional(TenantId) });
export const SignInDone = z.object({ next: z.literal("done") });
export const SignInOutput = z.discriminatedUnion("next", [
  SignInDone,
  /** The account has a second step: send a code with this challenge within five minutes. */
  z.object({ next: z.literal("code"), challenge: z.string() }),
  /** The same e-mail address and password belong to several schools: sign in again with one of them. */
  z.object({ next: z.literal("school"), schools: z.array(z.object({ tenantId: TenantId, name: z.string() })) }),
]);

export const SignInCodeInput = z.strictObject({
  challenge: filledText(100),
  /** Six digits of the authenticator, or a backup code. */
  code: filledText(40),
});

export const NavigationNode = z.object({
  id: z.string(),
  parentId: z.nullable(z.string()),
  type: NavigationType,
  label: z.string(),
  path: z.nullable(z.string()),
  icon: z.nullable(z.string()),
  tool: z.nullable(ToolKey),
});
export type NavigationNode = z.infer<typeof NavigationNode>;

/** How a person likes Handrail, on every device. */
export const Preferences = z.strictObject({
  /** Whether keys without a modifier act: everywhere, only inside lists, or never (WCAG 2.2, 2.1.4). */
  shortcuts: z.enum(["on", "lists", "off"]),
  /** Whether a morning with something new in the inbox brings an e-mail. */
  digest: z._default(z.boolean(), true),
});
export type Preferences = z.infer<typeof Preferences>;
export const SetPreferencesInput = z.strictObject({ mutationId: MutationId, preferences: Preferences });

export const Me = z.object({
  userId: UserId,
  name: z.string(),
  email: z.string(),
  tenantName: z.string(),
  tenantKind: z.string(),
  zone: z.string(),
  roles: z.array(z.object({ key: z.string(), name: z.string() })),
  tools: z.array(ToolKey),
  permissions: z.array(Permission),
  navigation: z.array(NavigationNode),
  hasCode: z.boolean(),
  isDemo: z.boolean(),
  preferences: Preferences,
});
export type Me = z.infer<typeof Me>;

export const SignInRow = z.object({
  id: SignInId,
  device: z.string(),
  createdAt: Instant,
  seenAt: Instant,
  isCurrent: z.boolean(),
});

export const SignInRows = z.array(SignInRow);
/** How many sign-ins an action ended. */
export const SignInsEnded = z.object({ ended: z.number() });

export const ChangePasswordInput = z.strictObject({
  current: Password,
  next: Password,
  /** Ends every token for programs. Those made since a sign-in from a new device end in any case. */
  endTokens: z._default(z.boolean(), false),
});
export const PasswordChanged = z.extend(SignInsEnded, { endedTokens: z.number() });
export const EndSignInInput = z.strictObject({ id: SignInId });
export const CodeSetUp = z.object({ uri: z.string(), secret: z.string() });
export const ConfirmCodeInput = z.strictObject({ code: text(40) });
export const BackupCodes = z.object({ codes: z.array(z.string()) });
/** Opens a locked device again to the person who is signed in on it; a password it is not. */
const Pin = z.string().check(z.maxLength(6, "Use 4 to 6 digits."), z.regex(/^\d{4,6}$/, "Use 4 to 6 digits."));
/** Below the half hour after which an unused sign-in ends by itself. */
export const lockMinutes = { least: 1, usual: 10, most: 25 } as const;
const LockMinutes = z
  .int("Write whole minutes.")
  .check(
    z.gte(lockMinutes.least, `Use ${lockMinutes.least} to ${lockMinutes.most} minutes.`),
    z.lte(lockMinutes.most, `Use ${lockMinutes.least} to ${lockMinutes.most} minutes.`),
  );
export const SetPinInput = z.strictObject({ pin: Pin, password: Password });
export const UnlockInput = z.strictObject({ pin: Pin });
/** Null: a device of one's own, which does not lock. */
export const ShareDeviceInput = z.strictObject({ lockAfterMinutes: z.nullable(LockMinutes) });
export const DeviceLock = z.object({ hasPin: z.boolean(), lockAfterMinutes: z.nullable(z.number()) });
export type DeviceLock = z.infer<typeof DeviceLock>;

/** 256 bits, in the alphabet of URLs. */
const DeviceKey = z.string().check(z.regex(/^[\w-]{43}$/));
/** What seals the data that a browser keeps: copies open to this sign-in alone, typed words to all of the person's. */
export const DeviceKeys = z.object({ userId: UserId, copies: DeviceKey, words: DeviceKey });
export type DeviceKeys = z.infer<typeof DeviceKeys>;

export const PasswordInput = z.strictObject({ password: Password });
