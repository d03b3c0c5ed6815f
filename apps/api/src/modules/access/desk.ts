import type {
  ChangePasswordInput,
  DeviceKeys,
  SetPinInput,
  SignInCodeInput,
  SignInInput,
} from "@handrail/domain/access/schema";
import type { ApiToken, ApiTokenMade, MakeApiTokenInput } from "@handrail/domain/access/token-schema";
import type { SignInId } from "@handrail/domain/kernel/ids";
import type * as z from "zod/mini";

import { createAddressLane } from "./address-lane.ts";
import { createTokenTouch, listApiTokens, tokenRights } from "./api-tokens.ts";
import { changePassword, type PasswordChange } from "./change-password.ts";
import { confirmCode, newBackupCodes, removeCode, startCode, type CodeConfirmed } from "./code-set-up.ts";
import type { Caller, DeskParts } from "./desk-parts.ts";
import { deviceKeys } from "./device-keys.ts";
import { deviceLock, lockDevice, setPin, shareDevice, unlockDevice } from "./device-lock.ts";
import { endApiToken } from "./end-api-token.ts";
import { createGate } from "./gate.ts";
import { withDevice } from "./known-device.ts";
import { makeApiToken } from "./make-api-token.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import type { Asker } from "./proof.ts";
import { forgetOldTries } from "./rate-limit.ts";
import { signInWithCode } from "./sign-in-code.ts";
import { signIn, type SignInResult } from "./sign-in.ts";
import { createTouch, endOtherSignIns, endSignIn, listSignIns, signOut } from "./sign-ins.ts";

/** Everything about passwords, codes and signed-in devices, with a pool and a role of its own. */
export interface SignInDesk {
  signIn(caller: Caller, input: z.infer<typeof SignInInput>): Promise<SignInResult>;
  signInCode(caller: Caller, input: z.infer<typeof SignInCodeInput>): ReturnType<typeof signInWithCode>;
  /** The device's cookie after a sign-in to this account. */
  knownFor(caller: Caller, email: string): string;
  signOut(caller: Caller): Promise<void>;
  signIns(asker: Asker): ReturnType<typeof listSignIns>;
  endSignIn(asker: Asker, id: SignInId): Promise<void>;
  endOtherSignIns(asker: Asker): Promise<number>;
  changePassword(asker: Asker, input: z.infer<typeof ChangePasswordInput>): Promise<PasswordChange>;
  startCode(asker: Asker, password: string): ReturnType<typeof startCode>;
  confirmCode(asker: Asker, code: string): Promise<CodeConfirmed>;
  removeCode(asker: Asker, password: string): Promise<string>;
  newBackupCodes(asker: Asker, password: string): ReturnType<typeof newBackupCodes>;
  apiTokens(asker: Asker): Promise<ApiToken[]>;
  makeApiToken(asker: Asker, input: MakeApiTokenInput): Promise<ApiTokenMade>;
  endApiToken(asker: Asker, id: string): Promise<void>;
  tokenRights(tokenHash: Uint8Array): ReturnType<typeof tokenRights>;
  deviceKeys(asker: Asker): DeviceKeys;
  deviceLock(asker: Asker): ReturnType<typeof deviceLock>;
  setPin(asker: Asker, input: z.infer<typeof SetPinInput>): Promise<void>;
  shareDevice(asker: Asker, lockAfterMinutes: number | null): Promise<void>;
  /** The two that a locked sign-in may still ask for, beside its end. */
  lock(caller: Caller): Promise<void>;
  unlock(caller: Caller, pin: string): Promise<void>;
  /** Notes in the background that a sign-in or a token is in use. */
  touch(tokenHash: Uint8Array): void;
}

export interface DeskOptions extends Pick<DeskParts, "pool" | "keyring" | "wake"> {
  readonly verify?: DeskParts["verify"];
}

/** Old counters go once in so many sign-ins. */
const sweepEvery = 256;

export const createSignInDesk = ({ pool, keyring, wake, verify = verifyPassword }: DeskOptions): SignInDesk => {
  const gate = createGate({ atOnce: 2, waiting: 20 });
  // A school that begins its day waits its turn: 300 sign-ins take some three seconds of two cores.
  const door = createGate({ atOnce: 8, waiting: 300 });
  const lane = createAddressLane();
  const parts: DeskParts = { pool, keyring, wake, gate, door, lane, verify, hash: hashPassword };
  const [touchSignIn, touchToken] = [createTouch(parts), createTokenTouch(parts)];
  let asked = 0;
  return {
    signIn: async (caller, input) => {
      if (asked++ % sweepEvery === 0) await forgetOldTries(pool);
      return signIn(parts, caller, input);
    },
    signInCode: (caller, input) => signInWithCode(parts, caller, input),
    knownFor: ({ knownDevice }, email) => withDevice(keyring, email, knownDevice),
    signOut: (caller) => signOut(parts, caller),
    signIns: ({ actor }) => listSignIns(parts, actor),
    endSignIn: ({ actor, caller }, id) => endSignIn(parts, caller, { actor, id }),
    endOtherSignIns: ({ actor, caller }) => endOtherSignIns(parts, caller, actor),
    changePassword: (asker, input) => changePassword(parts, asker, input),
    startCode: (asker, password) => startCode(parts, asker, password),
    confirmCode: (asker, code) => confirmCode(parts, asker, code),
    removeCode: (asker, password) => removeCode(parts, asker, password),
    newBackupCodes: (asker, password) => newBackupCodes(parts, asker, password),
    apiTokens: ({ actor }) => listApiTokens(parts, actor),
    makeApiToken: (asker, input) => makeApiToken(parts, asker, input),
    endApiToken: (asker, id) => endApiToken(parts, asker, id),
    tokenRights: (tokenHash) => tokenRights(parts, tokenHash),
    deviceKeys: ({ actor }) => deviceKeys(keyring, actor),
    deviceLock: (asker) => deviceLock(parts, asker),
    setPin: (asker, input) => setPin(parts, asker, input),
    shareDevice: (asker, lockAfterMinutes) => shareDevice(parts, asker, lockAfterMinutes),
    lock: (caller) => lockDevice(parts, caller),
    unlock: (caller, pin) => unlockDevice(parts, caller, pin),
    touch: (tokenHash) => {
      touchSignIn(tokenHash);
      touchToken(tokenHash);
    },
  };
};
