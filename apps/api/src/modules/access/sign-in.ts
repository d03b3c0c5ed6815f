import type { SignInInput, SignInOutput } from "@handrail/domain/access/schema";
import type { TenantId } from "@handrail/domain/kernel/ids";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { no, type Refused } from "../../kernel/refused.ts";
import { spacingMs } from "./address-lane.ts";
import type { Account, AuthTx, Caller, DeskParts } from "./desk-parts.ts";
import { journal } from "./journal.ts";
import { knownDevice } from "./known-device.ts";
import { openSignIn } from "./open-sign-in.ts";
import { nobodysHash } from "./password.ts";
import { countTry, countUnknown, countWrong, signInLimits, takeBack, wrongTriesOf, type Limit } from "./rate-limit.ts";
import { hashOfToken, newToken } from "./token.ts";
import { inTransaction, onConnection } from "./transaction.ts";

interface Candidate extends Account {
  readonly school: string;
  readonly hash: string;
}

export interface SignInResult {
  readonly answer: z.infer<typeof SignInOutput>;
  /** For the cookie; null until the sign-in is complete. */
  readonly token: string | null;
  /** The account that is signed in to: the device is known for it from now on. */
  readonly email: string;
}

/** One answer for every way of being wrong: unknown, suspended, another school, wrong password. */
const wrongCredentials = (): Refused => no("WRONG_CREDENTIALS", "The e-mail address or the password is not right.");

/** More schools than this never share one address; each costs a hash. */
const mostSchools = 5;

const findCandidates = (parts: DeskParts, email: string, tenantId: TenantId | null): Promise<Candidate[]> =>
  onConnection(parts.pool, async (connection) => [
    ...(await connection<Candidate[]>`
      select u.tenant_id as "tenantId", u.id as "userId", t.name as school, p.hash
        from users u
        join tenants t on t.id = u.tenant_id and t.deleted_at is null
        join auth.passwords p on p.tenant_id = u.tenant_id and p.user_id = u.id
       where lower(u.email) = ${email} and u.deleted_at is null and u.status = 'active'
         and (${tenantId}::uuid is null or u.tenant_id = ${tenantId}::uuid)
       order by t.name, u.tenant_id limit ${mostSchools}`),
  ]);

const checkAll = (parts: DeskParts, candidates: readonly Candidate[], password: string): Promise<Candidate[]> =>
  parts.gate.run(async () => {
    const right: Candidate[] = [];
    if (candidates.length === 0) await parts.verify(nobodysHash, password);
    for (const candidate of candidates) if (await parts.verify(candidate.hash, password)) right.push(candidate);
    return right;
  });

const recordFailure = async (parts: DeskParts, caller: Caller, accounts: readonly Account[]): Promise<void> => {
  if (accounts.length === 0) return countUnknown(parts.pool, parts.keyring, caller.address);
  await onConnection(parts.pool, (connection) =>
    journal(
      connection,
      caller,
      accounts.map((account) => ({
        action: "SignInFailed",
        account,
        entity: "user",
        entityId: account.userId,
        isProven: false,
      })),
    ),
  );
};

const challenge = async (tx: AuthTx, { tenantId, userId }: Account): Promise<string> => {
  const token = newToken();
  await tx`
    delete from auth.challenges
     where tenant_id = ${tenantId} and user_id = ${userId} and (used_at is not null or expires_at < now())`;
  await tx`
    insert into auth.challenges (tenant_id, id, user_id, token_hash, expires_at)
    values (${tenantId}, ${newId()}, ${userId}, ${hashOfToken(token)}, now() + interval '5 minutes')`;
  return token;
};

interface Admission {
  readonly account: Candidate;
  readonly limits: readonly Limit[];
}

/** The password was right: either the sign-in begins, or the account asks for its code first. */
const admitWithPassword = (
  parts: DeskParts,
  caller: Caller,
  { account, limits }: Admission,
): Promise<Omit<SignInResult, "email">> =>
  inTransaction(parts.pool, async (tx) => {
    // A password changed while it was being checked no longer opens anything.
    const unchanged = await tx`
      select 1 from auth.passwords
       where tenant_id = ${account.tenantId} and user_id = ${account.userId} and hash = ${account.hash} for share`;
    if (unchanged.length === 0) throw wrongCredentials();
    const codes = await tx`
      select 1 from auth.totp
       where tenant_id = ${account.tenantId} and user_id = ${account.userId} and confirmed_at is not null`;
    // With a code to come the try stays counted: a known password must not give endless challenges.
    if (codes.length > 0) return { answer: { next: "code", challenge: await challenge(tx, account) }, token: null };
    await takeBack(tx, limits);
    return { answer: { next: "done" }, token: await openSignIn(tx, caller, { account, level: "password" }) };
  });

/** Whether someone has signed in to this account from this address before. */
const isKnownHere =
  (email: string, caller: Caller) =>
  async (connection: AuthTx): Promise<boolean> => {
    const found = await connection`
      select 1 from users u join auth.sessions s on s.tenant_id = u.tenant_id and s.user_id = u.id
       where lower(u.email) = ${email} and s.ip_hash = ${caller.ipHash} and s.created_at > now() - interval '30 days' limit 1`;
    return found.length > 0;
  };

/** A stranger at an address with many wrong tries waits for a turn; a known device or person does not. */
const waitAtAddress = async (parts: DeskParts, caller: Caller, email: string): Promise<void> => {
  const wrong = await wrongTriesOf(parts.pool, parts.keyring, caller.address);
  if (spacingMs(wrong) === 0 || (await onConnection(parts.pool, isKnownHere(email, caller)))) return;
  await parts.lane.pass(caller.address, wrong);
};

export const signIn = async (
  parts: DeskParts,
  caller: Caller,
  input: z.infer<typeof SignInInput>,
): Promise<SignInResult> => {
  const email = input.email.toLowerCase();
  const device = knownDevice(parts.keyring, email, caller.knownDevice);
  if (device === undefined) await waitAtAddress(parts, caller, email);
  return parts.door.run(() => signInAs(parts, caller, { input, email, device }));
};

interface Attempt {
  readonly input: z.infer<typeof SignInInput>;
  readonly email: string;
  readonly device: string | undefined;
}

const signInAs = async (parts: DeskParts, caller: Caller, { input, email, device }: Attempt): Promise<SignInResult> => {
  const limits = signInLimits(parts.keyring, {
    email,
    address: caller.address,
    device,
    isKnownHere: isKnownHere(email, caller),
  });
  const forgive = (): Promise<void> => onConnection(parts.pool, (connection) => takeBack(connection, limits));
  await countTry(parts.pool, limits);
  const candidates = await findCandidates(parts, email, input.tenantId ?? null);
  let right: Candidate[];
  try {
    right = await checkAll(parts, candidates, input.password);
  } catch (error) {
    // Turned away before anything was checked.
    await forgive();
    throw error;
  }
  const [account, another] = right;
  if (account === undefined) {
    await recordFailure(parts, caller, candidates);
    if (device === undefined) await countWrong(parts.pool, parts.keyring, caller.address);
    throw wrongCredentials();
  }
  if (another !== undefined) {
    await forgive();
    const schools = right.map(({ tenantId, school }) => ({ tenantId, name: school }));
    return { answer: { next: "school", schools }, token: null, email };
  }
  const result = await admitWithPassword(parts, caller, { account, limits });
  parts.wake();
  return { ...result, email };
};
