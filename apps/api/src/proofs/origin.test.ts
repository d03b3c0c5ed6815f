import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { post } from "./bad-input-calls.fixture.ts";
import { procedures } from "./procedures.fixture.ts";

let world: World;
let cookie: string;
let host: string;

beforeAll(async () => {
  world = await startWorld();
  ({ cookie } = await world.signIn("okafor@alder.example"));
  host = new URL(world.url).host;
});

afterAll(() => world.close());

/** Headers that no page of this server would send; `own` is its host and port. */
const foreign = (own: string): Record<string, string>[] => {
  const [name = "", port = ""] = own.split(":");
  const origins = [
    "https://evil.example",
    "null",
    "",
    `http://${own}.evil.example`,
    `http://evil.example/${own}`,
    `http://evil.example#${own}`,
    `http://${own}@evil.example`,
    `http://evil.${name}:${port}`,
    `http://${name}`,
    `http://${name}:${Number(port) + 1}`,
    `http://${name}:0${port}`,
    `ftp://${own}`,
    `file://${own}`,
    `chrome-extension://${own}`,
    `http://${own}/`,
    `http://${own}/path`,
    `http://${own} http://evil.example`,
    `http://${own},http://evil.example`,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
    `http://2130706433:${port}`,
    `HTTP://${own}`,
    `//${own}`,
    own,
    "*",
    `http://${own}.`,
    `http://${name}.:${port}`,
    `http://${name}%00.evil.example:${port}`,
  ].map((origin) => ({ origin }));
  const sites = ["cross-site", "same-site", "none", "Same-Origin", "same-origin, cross-site", "x"].flatMap((site) => [
    { "sec-fetch-site": site },
    { "sec-fetch-site": site, origin: `http://${own}` },
  ]);
  return [...origins, ...sites];
};

/** Whether a socket comes up with these headers. */
const connects = async (headers: Record<string, string>, transport: "websocket" | "polling"): Promise<boolean> => {
  const socket = io(world.url, {
    transports: [transport],
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie, ...headers },
  });
  const isUp = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("connect_error", () => resolve(false));
    socket.connect();
  });
  socket.disconnect();
  return isUp;
};

describe("a page of another origin", () => {
  it("reaches no procedure", async () => {
    const variants = foreign(host);
    const wrong: unknown[] = [];
    let calls = 0;
    for (const name of procedures.keys())
      for (const headers of variants) {
        const { status, text, allowedOrigin } = await post(`${world.url}/trpc/${name}`, { cookie, ...headers }, "{}");
        calls += 1;
        if (status !== 403 || !text.includes("FOREIGN_ORIGIN") || allowedOrigin !== undefined)
          wrong.push({ name, headers, status });
      }
    expect(wrong).toEqual([]);
    expect(calls).toBe(procedures.size * 40);
  });

  it("opens no socket", async () => {
    const accepted: unknown[] = [];
    for (const headers of foreign(host)) if (await connects(headers, "websocket")) accepted.push(headers);
    expect(accepted).toEqual([]);
  });

  it("is told apart from this server's own page, and from a program", async () => {
    const own = [
      {},
      { origin: world.url },
      { origin: world.url, "sec-fetch-site": "same-origin" },
      { "sec-fetch-site": "same-origin" },
    ];
    for (const headers of own) {
      expect(
        (await post(`${world.url}/trpc/access.me`, { cookie, ...headers } as Record<string, string>, "{}")).status,
      ).toBe(200);
      expect(await connects(headers as Record<string, string>, "websocket")).toBe(true);
    }
  });

  it("finds no second way in: polling is refused even from the own page", async () => {
    expect(await connects({ origin: world.url }, "polling")).toBe(false);
  });
});
