import { Agent, request } from "node:http";

import { afterAll, beforeAll, expect, test } from "vitest";

import { startWorld, type World } from "../testing/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({ callsPerPerson: 600 });
});
afterAll(() => world.close());

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

const post = (agent: Agent, cookie: string, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const call = request(
      `${world.url}/trpc/${path}`,
      { method: "POST", agent, headers: { "content-type": "application/json", cookie } },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] }));
      },
    );
    call.on("error", reject);
    call.end("{}");
  });

test("one person floods with 150 connections of batches of 20: another school is served as ever", async () => {
  const [flooder, teacher] = await Promise.all([
    world.signIn("okafor@alder.example"),
    world.signIn("moreau@cedar.example"),
  ]);
  const agent = new Agent({ keepAlive: true, maxSockets: 150 });
  const calm = new Agent({ keepAlive: true });
  const batch = `${Array.from({ length: 20 }, () => "access.me").join(",")}?batch=1`;
  // Both are known by their first call.
  for (const { cookie } of [flooder, teacher]) expect((await post(calm, cookie, "access.me")).status).toBe(200);

  let isOver = false;
  const seen: Answer[] = [];
  const flood = Array.from({ length: 150 }, async () => {
    while (!isOver) seen.push(await post(agent, flooder.cookie, batch));
  });
  const served: number[] = [];
  for (let n = 0; n < 60; n += 1) served.push((await post(calm, teacher.cookie, "access.me")).status);
  isOver = true;
  await Promise.all(flood);
  agent.destroy();
  calm.destroy();
  expect(new Set(served)).toEqual(new Set([200]));
  const refused = seen.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(20);
  for (const { retryAfter } of refused) expect(Number(retryAfter)).toBeGreaterThan(0);
});
