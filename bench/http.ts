import { Agent, request } from "node:http";

import { v7 as newId } from "uuid";

import { compare, interleaved, throughput, type Comparison } from "./measure.ts";
import { startBare, startProduct } from "./processes.ts";
import type { BenchWorld } from "./world.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

const post = (url: string, headers: Record<string, string>, body: unknown): Promise<string> =>
  new Promise((done, fail) => {
    const text = JSON.stringify(body);
    const sent = request(
      url,
      {
        method: "POST",
        agent,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const answer = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode === 200) done(answer);
          else fail(new Error(`${url} answered ${response.statusCode}: ${answer.slice(0, 300)}`));
        });
      },
    );
    sent.on("error", fail);
    sent.end(text);
  });

/** The command and the roster over HTTP, session check, tRPC and zod included, against a bare Node server. */
export const benchHttp = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const product = await startProduct(world);
  const bare = await startBare("bare-server.ts", {
    API_DATABASE_URL: world.urls.api,
    BENCH_TOKEN_HASH: world.tokenHash.toString("hex"),
  });
  const headers = { authorization: `Bearer ${world.token}` };
  const versions = new Map<string, number>();
  let turn = 0;
  const classOf = (client: number) => world.classes[client % world.classes.length] ?? { sessionId: "", studentIds: [] };
  const mark = (client: number) => {
    turn += 1;
    const { sessionId, studentIds } = classOf(client);
    return { sessionId, studentId: studentIds[1 + (client % 2)] ?? "", status: turn % 2 === 0 ? "present" : "absent" };
  };
  const ours = async (client: number): Promise<void> => {
    const { sessionId, studentId, status } = mark(client);
    const answer = await post(`${product.url}/trpc/attendance.record`, headers, {
      mutationId: newId(),
      sessionId,
      marks: [{ studentId, status, baseVersion: versions.get(sessionId + studentId) ?? 1 }],
    });
    const { result } = JSON.parse(answer) as { result: { data: { results: { row: { version: number } }[] } } };
    const version = result.data.results[0]?.row.version;
    if (version !== undefined) versions.set(sessionId + studentId, version);
  };
  const raw = async (client: number): Promise<void> => {
    const { sessionId, studentId, status } = mark(client);
    await post(`${bare.url}/mark`, {}, { sessionId, marks: [{ studentId, status }] });
  };
  try {
    const ms = quick ? 800 : 2_500;
    const rounds = quick ? 1 : 3;
    // A first round warms both processes and learns the rows' versions.
    await throughput(ours, { clients: 16, ms: 1_500 });
    await throughput(raw, { clients: 16, ms: 1_500 });
    const marks = await interleaved(
      { ours: () => throughput(ours, { clients: 16, ms }), raw: () => throughput(raw, { clients: 16, ms }) },
      rounds,
    );
    const rosters = await interleaved(
      {
        ours: () =>
          throughput(
            (client) =>
              post(`${product.url}/trpc/attendance.roster`, headers, { sessionId: classOf(client).sessionId }),
            { clients: 16, ms },
          ),
        raw: () =>
          throughput((client) => post(`${bare.url}/roster`, {}, { sessionId: classOf(client).sessionId }), {
            clients: 16,
            ms,
          }),
      },
      rounds,
    );
    const figure = (name: string, value: number | undefined) => ({
      name,
      value: value ?? Number.NaN,
      unit: "per second" as const,
    });
    return [
      compare({
        name: "one mark over HTTP, 16 clients",
        ours: figure("attendance.record", marks["ours"]),
        floor: figure("bare Node with the same SQL", marks["raw"]),
        goal: { atLeast: 0.5 },
        meaning: "What tRPC, zod, origin checks and the kernel cost a tap, end to end on one server process.",
      }),
      compare({
        name: "roster of 30 over HTTP, 16 clients",
        ours: figure("attendance.roster", rosters["ours"]),
        floor: figure("bare Node with the same SQL", rosters["raw"]),
        goal: { atLeast: 0.4 },
        meaning: "What opening a roster costs above the queries themselves, output validation included.",
      }),
    ];
  } finally {
    await product.stop();
    await bare.stop();
    agent.destroy();
  }
};
