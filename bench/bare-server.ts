import { createServer } from "node:http";

import type postgres from "postgres";

import { openPool } from "../packages/db/src/client.ts";
import { rawMark, rawRoster } from "./raw.ts";

/** The floor over HTTP: node:http, JSON, the same SQL. No session check beyond app.begin, no schemas, no tRPC. */
const pool: postgres.Sql = openPool({ url: process.env["API_DATABASE_URL"] ?? "", name: "bare", max: 10 });
const tokenHash = Buffer.from(process.env["BENCH_TOKEN_HASH"] ?? "", "hex");

const bodyOf = async (request: AsyncIterable<Uint8Array>): Promise<Record<string, unknown>> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
};

const server = createServer((request, response) => {
  const answer = async (): Promise<unknown> => {
    const body = await bodyOf(request);
    const sessionId = String(body["sessionId"]);
    if (request.url === "/roster") return rawRoster(pool, tokenHash, sessionId);
    const marks = body["marks"] as { studentId: string; status: "present" | "absent" }[];
    await rawMark(pool, tokenHash, {
      sessionId,
      studentIds: marks.map((m) => m.studentId),
      status: marks[0]?.status ?? "present",
    });
    return { ok: true };
  };
  answer().then(
    (value) => response.setHeader("content-type", "application/json").end(JSON.stringify(value)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as { port: number }).port }));
process.once("disconnect", () => process.exit(0));
