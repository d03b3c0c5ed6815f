import type { Actor } from "@handrail/domain/kernel/actor";
import { Secret, TOTP } from "otpauth";

import { password, refusedWith, startDesk } from "./desk.fixture.ts";
import type { Asker } from "./proof.ts";
import { hashOfToken } from "./token.ts";

export const codeAt = (secret: string, stepsAhead: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });

/** The desk, with what it takes to work with codes. */
export const startCodes = async () => {
  const world = await startDesk();
  let addresses = 0;
  const newAddress = (): string => `203.0.113.${(addresses += 1)}`;

  /** The person that a token belongs to; without an id when it opens nothing. */
  const askerOf = async (token: string | null): Promise<Asker> => {
    const tokenHash = hashOfToken(token ?? "");
    const [row] = await world.admin<Pick<Actor, "tenantId" | "userId" | "signInId" | "level">[]>`
      select tenant_id as "tenantId", user_id as "userId", id as "signInId", level
        from auth.sessions where token_hash = ${tokenHash}`;
    const actor = { ...row, roles: [], tools: [], permissions: [] } as unknown as Actor;
    return { actor, caller: world.from(newAddress(), tokenHash) };
  };
  const signIn = (email: string, address = newAddress()) => world.desk.signIn(world.from(address), { email, password });

  return {
    ...world,
    newAddress,
    askerOf,
    signIn,
    /** A person whose account asks for codes. `spent` is the code that was used up by turning them on. */
    withCodes: async () => {
      const email = await world.addPerson();
      const { token } = await signIn(email);
      const { secret } = await world.desk.startCode(await askerOf(token), password);
      const spent = codeAt(secret, 0);
      const confirmed = await world.desk.confirmCode(await askerOf(token), spent);
      return { email, secret, spent, ...confirmed };
    },
    challengeFor: async (email: string, address = newAddress()): Promise<string> => {
      const { answer } = await signIn(email, address);
      if (answer.next !== "code") throw new Error(`Expected a challenge, got ${answer.next}`);
      return answer.challenge;
    },
    give: (challenge: string, code: string) =>
      refusedWith(world.desk.signInCode(world.from(newAddress()), { challenge, code })),
    /** Gives back the steps that were used, as if the person had waited. */
    forgetSteps: (email: string) => world.admin`
      update auth.totp set last_step = 0 where user_id in (select id from users where email = ${email})`,
  };
};
