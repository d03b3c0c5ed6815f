import { request } from "node:http";

import { procedures, type Path } from "./procedures.fixture.ts";

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly allowedOrigin: string | undefined;
}

/** A POST, header for header, on a connection of its own: `fetch` keeps some headers to itself. */
export const post = (url: string, headers: Record<string, string>, body: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const call = request(
      url,
      { method: "POST", agent: false, headers: { "content-type": "application/json", ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            text,
            allowedOrigin: response.headers["access-control-allow-origin"],
          }),
        );
      },
    );
    call.on("error", reject);
    call.end(body);
  });

export interface Item {
  readonly error?: {
    readonly message: string;
    readonly data: { httpStatus: number; situation: string; fields: { field: string; message: string }[] };
  };
}

export type Call = readonly [procedure: string, input: unknown];

const callBatch = async (origin: string, cookie: string, batch: readonly Call[]): Promise<Item[]> => {
  const body = `{${batch.map(([, input], index) => `"${index}":${JSON.stringify(input) ?? "null"}`).join(",")}}`;
  const names = batch.map(([name]) => name).join(",");
  const { status, text } = await post(`${origin}/trpc/${names}?batch=1`, { cookie }, body);
  const items = JSON.parse(text) as Item[];
  if (items.length === batch.length) return items;
  throw new Error(`A batch of ${batch.length} was answered ${status}: ${text.slice(0, 300)}`);
};

/** Calls in batches of 20, the most that one request may hold; answers in the order of the calls. */
export const callAll = async (origin: string, cookie: string, calls: readonly Call[]): Promise<Item[]> => {
  const answers: Item[] = [];
  // A batch is of queries or of mutations.
  for (const type of ["query", "mutation"]) {
    const places = calls.flatMap(([name], place) => (procedures.get(name)?.type === type ? [place] : []));
    for (let start = 0; start < places.length; start += 20) {
      const part = places.slice(start, start + 20);
      const batch = part.map((place) => calls[place] ?? (["", null] as const));
      const items = await callBatch(origin, cookie, batch);
      part.forEach((place, index) => (answers[place] = items[index] ?? {}));
    }
  }
  return answers;
};

export const statusOf = ({ error }: Item): number => error?.data.httpStatus ?? 200;

/** Whether the answer names the place, something inside it, or what it is part of. */
export const isNamed = ({ error }: Item, path: Path): boolean => {
  const wanted = path.join(".");
  return (error?.data.fields ?? []).some(
    ({ field }) => field === wanted || field.startsWith(`${wanted}.`) || wanted.startsWith(`${field}.`),
  );
};
