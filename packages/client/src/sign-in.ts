import { createTRPCClient, httpBatchLink } from "@trpc/client";

import type { AppRouter, RouterInputs, RouterOutputs } from "./surface.ts";

export interface SignInOptions {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  /** Where one address and password belong to several schools. */
  readonly tenantId?: RouterInputs["access"]["signIn"]["tenantId"];
  /** The code of the second step, where the account has one. */
  readonly code?: string;
}

export type SignInAnswer = RouterOutputs["access"]["signIn"];

/** The password was right, and something is still missing: `answer.next` says whether a code or the choice of a school. */
export class SignInUnfinished extends Error {
  override readonly name = "SignInUnfinished";
  readonly answer: SignInAnswer;
  constructor(answer: SignInAnswer) {
    super(answer.next === "code" ? "This account needs a code." : "Choose one of the schools.");
    this.answer = answer;
  }
}

const tokenOf = (headers: Headers): string | null => {
  for (const cookie of headers.getSetCookie()) {
    const token = /^(?:__Host-)?handrail=([^;]+)/.exec(cookie)?.[1];
    if (token !== undefined) return token;
  }
  return null;
};

/** For scripts in Node: signs in and gives the token to send as `authorization: Bearer`. A browser keeps its cookie. */
export const signIn = async ({ url, email, password, tenantId, code }: SignInOptions): Promise<string> => {
  let token: string | null = null;
  const client = createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${url}/trpc`,
        methodOverride: "POST",
        fetch: async (input, init) => {
          const response = await fetch(input, init as RequestInit);
          token = tokenOf(response.headers);
          return response;
        },
      }),
    ],
  });
  const answer = await client.access.signIn.mutate({
    email,
    password,
    ...(tenantId === undefined ? {} : { tenantId }),
  });
  if (answer.next === "code" && code !== undefined) {
    await client.access.signInCode.mutate({ challenge: answer.challenge, code });
  } else if (answer.next !== "done") {
    throw new SignInUnfinished(answer);
  }
  if (token === null) throw new Error("The server accepted the sign-in and gave no token.");
  return token;
};
