import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { procedures } from "./procedures.fixture.ts";

let world: World;
let cookie: string;

beforeAll(async () => {
  world = await startWorld();
  ({ cookie } = await world.signIn("okafor@alder.example"));
});

afterAll(() => world.close());

const send = async (
  path: string,
  init: RequestInit & { duplex?: "half" } = {},
): Promise<{ status: number; text: string }> => {
  const headers = {
    "content-type": "application/json",
    cookie,
    ...(init.headers as Record<string, string> | undefined),
  };
  const response = await fetch(`${world.url}${path}`, { method: "POST", ...init, headers });
  return { status: response.status, text: await response.text() };
};

const roster = "/trpc/attendance.roster";

/** The process is the same and still works. */
const isWell = async (): Promise<boolean> => (await send("/trpc/access.me")).status === 200;

describe("a request that is no proper call", () => {
  it("is refused with a 4xx, whatever its body", async () => {
    const bodies: [string, string | Uint8Array][] = [
      ["no JSON", "{"],
      ["half a string", '"'],
      ["a word", "undefined"],
      ["NaN", "NaN"],
      ["a trailing comma", '{"sessionId":"x",}'],
      ["bad UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22, 0x7d])],
      [
        "bad UTF-8 in a text",
        Buffer.concat([Buffer.from('{"sessionId":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
      ],
      ["a byte order mark", "\ufeff{}"],
      ["NUL bytes", Buffer.alloc(100)],
      ["gzip that nobody announced", gzipSync("{}")],
      ["an array", "[]"],
      ["a number", "1e400"],
      ["deep lists", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
      ["deep objects", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
      ["deep prototypes", `${'{"__proto__":'.repeat(5_000)}1${"}".repeat(5_000)}`],
      ["deep and unclosed", "[".repeat(100_000)],
      ["a key a hundred thousand times", `{${Array.from({ length: 30_000 }, () => '"sessionId":1').join(",")}}`],
      ["many keys", `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(",")}}`],
      ["nothing", ""],
    ];
    for (const [what, body] of bodies) {
      const { status, text } = await send(roster, { body });
      expect({ what, status, text: text.slice(0, 200) }).toMatchObject({ what, status: 400 });
      expect(text.length).toBeLessThan(20_000);
    }
    expect(await isWell()).toBe(true);
  });

  it("is refused when it is too large, announced or not", async () => {
    const large = JSON.stringify({ sessionId: "x".repeat(1024 * 1024) });
    expect(await send(roster, { body: large })).toMatchObject({ status: 413 });
    // Without a length the server stops reading in the middle: the client sees the refusal, or the cut.
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let sent = 0; sent < 20; sent += 1) controller.enqueue(Buffer.alloc(64 * 1024, "x"));
        controller.close();
      },
    });
    const unannounced = await send(roster, { body: stream, duplex: "half" }).catch(() => ({ status: "cut" }));
    expect([413, "cut"]).toContain(unannounced.status);
    expect(
      (await send(roster, { body: gzipSync("x".repeat(1_000_000)), headers: { "content-encoding": "gzip" } })).status,
    ).toBe(400);
    expect(await isWell()).toBe(true);
  });

  it("is refused when it holds more than 20 procedures, however the comma is written", async () => {
    const body = "{}";
    const names = (count: number, comma: string): string =>
      Array.from({ length: count }, () => "access.me").join(comma);
    expect((await send(`/trpc/${names(20, ",")}?batch=1`, { body })).status).toBe(200);
    for (const comma of [",", "%2C", "%2c"]) {
      expect({ comma, ...(await send(`/trpc/${names(21, comma)}?batch=1`, { body })) }).toMatchObject({
        comma,
        status: 400,
      });
      expect((await send(`/trpc/${names(2_000, comma)}?batch=1`, { body })).status).toBeGreaterThanOrEqual(400);
    }
  });

  it("counts every element of a batch for the limits", async () => {
    const count = 20;
    const names = Array.from({ length: count }, () => "access.signIn").join(",");
    const input = { email: "novak@alder.example", password: "not the password" };
    const body = JSON.stringify(
      Object.fromEntries(Array.from({ length: count }, (_, index) => [String(index), input])),
    );
    const { text } = await send(`/trpc/${names}?batch=1`, { body });
    const answers = JSON.parse(text) as { error: { data: { situation: string } } }[];
    const situations = answers.map(({ error }) => error.data.situation);
    expect(situations).toHaveLength(count);
    expect(situations.filter((situation) => situation === "WRONG_CREDENTIALS").length).toBeLessThanOrEqual(10);
    expect(situations.filter((situation) => situation === "TOO_MANY_TRIES").length).toBeGreaterThanOrEqual(10);
  });

  it("is refused by any method but POST, and as anything but JSON", async () => {
    for (const name of procedures.keys()) {
      for (const method of ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const { status } = await send(`/trpc/${name}?input=%7B%7D`, { method });
        expect({ name, method, status }).toEqual({ name, method, status: 400 });
      }
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "application/jsonp",
        "text/plain; application/json",
      ]) {
        const { status } = await send(`/trpc/${name}`, { body: "{}", headers: { "content-type": type } });
        expect({ name, type, status }).toEqual({ name, type, status: 400 });
      }
    }
  });

  it("is not found under a name that is no procedure, inherited ones included", async () => {
    const names = [
      "__proto__",
      "constructor",
      "toString",
      "access",
      "access.__proto__",
      "access.constructor",
      "access.signIn.__proto__",
      "_def",
      "x".repeat(4_000),
      "%00",
      "%ff",
      "..%2f..%2f",
      "access.me%00",
      "ACCESS.ME",
      ",",
    ];
    for (const name of names) {
      const { status } = await send(`/trpc/${name}`, { body: "{}" });
      expect({ name: name.slice(0, 40), isRefused: status === 400 || status === 404 }).toEqual({
        name: name.slice(0, 40),
        isRefused: true,
      });
    }
    expect(await isWell()).toBe(true);
  });
});
