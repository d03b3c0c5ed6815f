import { once } from "node:events";
import { createServer } from "node:http";

import postgres from "postgres";
import { v7 as newId } from "uuid";
import { WebSocket, WebSocketServer } from "ws";

import { compare, median, type Comparison } from "./measure.ts";
import { startProduct } from "./processes.ts";
import type { BenchWorld } from "./world.ts";

/** Rounds that are not counted: both sides compile what they do often. */
const warmUp = 10;

const frame = (sessionId: string) =>
  JSON.stringify({
    sessionId,
    version: 2,
    by: newId(),
    rows: [
      {
        studentId: newId(),
        displayCode: "KESTREL-41",
        gradeLevel: "7",
        expectation: "expected",
        status: "present",
        minutesLate: null,
        minutesAttended: 30,
        takenBy: newId(),
        recordedAt: new Date().toISOString(),
        version: 2,
        contested: [],
        attended: 12,
        marked: 13,
        noteChanged: false,
      },
    ],
  });

/** The next text that a socket hears and `is` takes. */
const heard = (socket: WebSocket, is: (text: string) => boolean): Promise<string> =>
  new Promise((done) => {
    const hear = (data: Buffer): void => {
      const text = data.toString();
      if (!is(text)) return;
      socket.off("message", hear);
      done(text);
    };
    socket.on("message", hear);
  });

/**
 * A watching socket that speaks the product's protocol itself. Both sides are received by bare `ws`: what is compared is
 * the way to the sockets, not what a client library does with five hundred of them in one process.
 */
const watcher = async (url: string, token: string, sessionId: string): Promise<WebSocket> => {
  const address = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
  socket.on("message", (data: Buffer) => {
    if (data.toString() === "2") socket.send("3");
  });
  await heard(socket, (text) => text.startsWith("0"));
  const connected = heard(socket, (text) => text.startsWith("4"));
  socket.send("40");
  if (!(await connected).startsWith("40")) throw new Error("A socket was not let in");
  const answer = heard(socket, (text) => text.startsWith("43"));
  socket.send(`420${JSON.stringify(["watch", { kind: "roster", sessionId }])}`);
  if (!(await answer).includes('"ok":true')) throw new Error("A socket could not watch the roster");
  return socket;
};

const isMark = (text: string): boolean => text.startsWith('42["AttendanceRecorded"');

/** Time from a tap until the last of `count` watching sockets has the event. */
const ours = async (world: BenchWorld, count: number, rounds: number): Promise<number> => {
  const product = await startProduct(world);
  const { sessionId, studentIds } = world.classes[0] ?? { sessionId: "", studentIds: [] };
  const people = await tokensFor(world, Math.ceil(count / 10));
  const sockets: WebSocket[] = [];
  const to = { url: product.url, token: world.token };
  try {
    for (let n = 0; n < count; n += 1)
      sockets.push(await watcher(product.url, people[Math.floor(n / 10)] ?? "", sessionId));
    const times: number[] = [];
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const arrived = Promise.all(sockets.map((socket) => heard(socket, isMark)));
      const status = round % 2 === 0 ? "present" : "absent";
      const roster = await call(to, "attendance.roster", { sessionId });
      const row = (roster as { rows: { studentId: string; version: number; status: string }[] }).rows.find(
        (one) => one.studentId === studentIds[5],
      );
      if (row === undefined) throw new Error("The student is not on the roster");
      const started = performance.now();
      await call(to, "attendance.record", {
        mutationId: newId(),
        sessionId,
        marks: [
          { studentId: row.studentId, status: row.status === status ? "excused" : status, baseVersion: row.version },
        ],
      });
      await arrived;
      times.push(performance.now() - started);
    }
    return median(times.slice(warmUp));
  } finally {
    for (const socket of sockets) socket.terminate();
    await product.stop();
  }
};

const call = async (to: { url: string; token: string }, procedure: string, input: unknown): Promise<unknown> => {
  const { url, token } = to;
  const answer = await fetch(`${url}/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
  const body = (await answer.json()) as { result?: { data: unknown } };
  if (body.result === undefined) throw new Error(`${procedure} answered ${answer.status}: ${JSON.stringify(body)}`);
  return body.result.data;
};

/** A person holds ten sockets at most: five hundred sockets are fifty people. */
const tokensFor = async (world: BenchWorld, count: number): Promise<string[]> => {
  const { createHash, randomBytes } = await import("node:crypto");
  const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
  const tokens: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const [userId, token] = [newId(), randomBytes(32).toString("base64url")];
    await admin`insert into users (tenant_id, id, name, email) values (${world.tenantId}, ${userId}, ${`Bench ${n}`}, ${`${userId}@bench.example`})`;
    await admin`insert into user_roles (tenant_id, id, user_id, role_id) select tenant_id, ${newId()}, ${userId}, id from roles where tenant_id = ${world.tenantId} and key = 'supervisor'`;
    await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device, seen_at)
      values (${world.tenantId}, ${newId()}, ${userId}, ${createHash("sha256").update(token).digest()}, 'password', 'bench', now() + interval '3 hours')`;
    tokens.push(token);
  }
  await admin.end();
  return tokens;
};

/** The floor: an HTTP request whose handler sends the same frame to `count` raw WebSockets. */
const bare = async (count: number, rounds: number): Promise<number> => {
  const text = frame(newId());
  const http = createServer((_request, response) => {
    for (const client of server.clients) client.send(text);
    response.end("{}");
  });
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as { port: number };
  const sockets: WebSocket[] = [];
  for (let n = 0; n < count; n += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    sockets.push(socket);
    await once(socket, "open");
  }
  const times: number[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const arrived = Promise.all(sockets.map((socket) => once(socket, "message")));
    const started = performance.now();
    await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "{}" });
    await arrived;
    times.push(performance.now() - started);
  }
  for (const socket of sockets) socket.terminate();
  server.close();
  http.close();
  return median(times.slice(warmUp));
};

export const benchFanOut = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const [count, rounds] = quick ? [100, 5] : [500, 60];
  const floor = await bare(count, rounds);
  return [
    compare({
      name: `one mark to ${count} sockets`,
      ours: { name: "command, outbox, dispatcher, rooms", value: await ours(world, count, rounds), unit: "ms" },
      floor: { name: "raw ws, one send each", value: floor, unit: "ms" },
      goal: { atMost: 1.5 },
      meaning:
        "From the tap until the last of them has it; ours includes the transaction and the way through the outbox.",
    }),
  ];
};
