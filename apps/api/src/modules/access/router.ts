import {
  BackupCodes,
  ChangePasswordInput,
  CodeSetUp,
  ConfirmCodeInput,
  DeviceKeys,
  DeviceLock,
  EndSignInInput,
  Me,
  PasswordChanged,
  PasswordInput,
  Preferences,
  SetPinInput,
  SetPreferencesInput,
  ShareDeviceInput,
  SignInCodeInput,
  SignInDone,
  SignInInput,
  SignInOutput,
  SignInsEnded,
  SignInRows,
  UnlockInput,
} from "@handrail/domain/access/schema";
import { ApiTokenMade, ApiTokens, EndApiTokenInput, MakeApiTokenInput } from "@handrail/domain/access/token-schema";

import type { Scope } from "../../kernel/scope.ts";
import { open, router, signedIn, type Context } from "../../trpc.ts";
import { noCookie, tokenCookie } from "./cookie.ts";
import { deviceCookie } from "./known-device.ts";
import { setPreferences } from "./preferences.ts";
import type { Asker } from "./proof.ts";
import { askerOf, me } from "./queries.ts";

const keepToken = (ctx: Context, token: string): void => ctx.setCookie(tokenCookie(token, ctx.isSecure));

/** A sign-in is complete: its token, and the device is known for the account from now on. */
const keepSignIn = (ctx: Context, { token, email }: { token: string; email: string }): void => {
  keepToken(ctx, token);
  ctx.setCookie(deviceCookie(ctx.desk.knownFor(ctx, email), ctx.isSecure));
};

const asker = async (ctx: Context & { readonly scope: Scope }): Promise<Asker> => ({
  actor: await askerOf(ctx.scope),
  caller: ctx,
});

export const accessRouter = router({
  signIn: open
    .input(SignInInput)
    .output(SignInOutput)
    .mutation(async ({ ctx, input }) => {
      const { answer, token, email } = await ctx.desk.signIn(ctx, input);
      if (token !== null) keepSignIn(ctx, { token, email });
      return answer;
    }),
  signInCode: open
    .input(SignInCodeInput)
    .output(SignInDone)
    .mutation(async ({ ctx, input }) => {
      keepSignIn(ctx, await ctx.desk.signInCode(ctx, input));
      return { next: "done" as const };
    }),
  signOut: signedIn.output(SignInsEnded).mutation(async ({ ctx }) => {
    await ctx.desk.signOut(ctx);
    ctx.setCookie(noCookie(ctx.isSecure));
    return { ended: 1 };
  }),
  me: signedIn.output(Me).query(({ ctx }) => me(ctx.scope)),
  setPreferences: signedIn
    .input(SetPreferencesInput)
    .output(Preferences)
    .mutation(({ ctx, input }) => setPreferences(ctx, input)),
  signIns: signedIn.output(SignInRows).query(async ({ ctx }) => ctx.desk.signIns(await asker(ctx))),
  endSignIn: signedIn
    .input(EndSignInInput)
    .output(SignInsEnded)
    .mutation(async ({ ctx, input }) => {
      await ctx.desk.endSignIn(await asker(ctx), input.id);
      return { ended: 1 };
    }),
  endOtherSignIns: signedIn
    .output(SignInsEnded)
    .mutation(async ({ ctx }) => ({ ended: await ctx.desk.endOtherSignIns(await asker(ctx)) })),
  changePassword: signedIn
    .input(ChangePasswordInput)
    .output(PasswordChanged)
    .mutation(async ({ ctx, input }) => {
      const { token, ...changed } = await ctx.desk.changePassword(await asker(ctx), input);
      keepToken(ctx, token);
      return changed;
    }),
  startCode: signedIn
    .input(PasswordInput)
    .output(CodeSetUp)
    .mutation(async ({ ctx, input }) => ctx.desk.startCode(await asker(ctx), input.password)),
  confirmCode: signedIn
    .input(ConfirmCodeInput)
    .output(BackupCodes)
    .mutation(async ({ ctx, input }) => {
      const { token, codes } = await ctx.desk.confirmCode(await asker(ctx), input.code);
      keepToken(ctx, token);
      return { codes };
    }),
  removeCode: signedIn
    .input(PasswordInput)
    .output(SignInDone)
    .mutation(async ({ ctx, input }) => {
      keepToken(ctx, await ctx.desk.removeCode(await asker(ctx), input.password));
      return { next: "done" as const };
    }),
  newBackupCodes: signedIn
    .input(PasswordInput)
    .output(BackupCodes)
    .mutation(async ({ ctx, input }) => ctx.desk.newBackupCodes(await asker(ctx), input.password)),
  apiTokens: signedIn.output(ApiTokens).query(async ({ ctx }) => ctx.desk.apiTokens(await asker(ctx))),
  makeApiToken: signedIn
    .input(MakeApiTokenInput)
    .output(ApiTokenMade)
    .mutation(async ({ ctx, input }) => ctx.desk.makeApiToken(await asker(ctx), input)),
  endApiToken: signedIn
    .input(EndApiTokenInput)
    .output(SignInsEnded)
    .mutation(async ({ ctx, input }) => {
      await ctx.desk.endApiToken(await asker(ctx), input.id);
      return { ended: 1 };
    }),
  deviceKeys: signedIn.output(DeviceKeys).query(async ({ ctx }) => ctx.desk.deviceKeys(await asker(ctx))),
  deviceLock: signedIn.output(DeviceLock).query(async ({ ctx }) => ctx.desk.deviceLock(await asker(ctx))),
  setPin: signedIn
    .input(SetPinInput)
    .output(DeviceLock)
    .mutation(async ({ ctx, input }) => {
      const who = await asker(ctx);
      await ctx.desk.setPin(who, input);
      return ctx.desk.deviceLock(who);
    }),
  shareDevice: signedIn
    .input(ShareDeviceInput)
    .output(DeviceLock)
    .mutation(async ({ ctx, input }) => {
      const who = await asker(ctx);
      await ctx.desk.shareDevice(who, input.lockAfterMinutes);
      return ctx.desk.deviceLock(who);
    }),
  // These two begin no scope: on a locked device there is none.
  lock: signedIn.output(SignInDone).mutation(async ({ ctx }) => {
    await ctx.desk.lock(ctx);
    return { next: "done" as const };
  }),
  unlock: signedIn
    .input(UnlockInput)
    .output(SignInDone)
    .mutation(async ({ ctx, input }) => {
      await ctx.desk.unlock(ctx, input.pin);
      return { next: "done" as const };
    }),
});
