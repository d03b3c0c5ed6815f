import { demoPassword, type World } from "../testing/world.ts";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

interface Request {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export type Program = (method: string, path: string, request?: Request) => Promise<Answer>;

export const meetings = "/api/interventions/meetings/";

/** A program that comes with these headers and speaks JSON. */
export const programWith =
  (world: World, own: Record<string, string>): Program =>
  async (method, path, { body, headers = {} } = {}) => {
    const answer = await fetch(`${world.url}${path}`, {
      method,
      headers: { ...own, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.startsWith("application/json") === true;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };

/** A program of a person, with a token that they made for it. */
export const programOf = async (
  world: World,
  email: string,
  {
    scopes = ["cases"],
    readOnly = false,
  }: { scopes?: readonly "cases"[] | readonly "account"[]; readOnly?: boolean } = {},
) => {
  const person = await world.signIn(email);
  const { token, id } = await person.client.access.makeApiToken.mutate({
    password: demoPassword,
    name: "Attendance office",
    scopes: [...scopes],
    readOnly,
    days: 30,
  });
  return { ...person, tokenId: id, token, program: programWith(world, { authorization: `Bearer ${token}` }) };
};
