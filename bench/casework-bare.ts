import { createServer } from "node:http";

import { openPool } from "../packages/db/src/client.ts";
import { rawCreate, rawRead, rawReads, rawUpdate } from "./raw-casework.ts";

/** The floor over HTTP: node:http, JSON, the same SQL. No session check beyond app.begin, no schemas, no tRPC. */
const pool = openPool({ url: process.env["API_DATABASE_URL"] ?? "", name: "bare-casework", max: 10 });
const tokenHash = Buffer.from(process.env["BENCH_TOKEN_HASH"] ?? "", "hex");

interface Asked {
  readonly studentId: string;
  readonly rootCause: string;
  readonly by: string;
  readonly caseId: string;
}

const bodyOf = async (request: AsyncIterable<Uint8Array>): Promise<Asked> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Asked;
};

const server = createServer((request, response) => {
  const answer = async (): Promise<unknown> => {
    const asked = await bodyOf(request);
    const name = request.url?.slice(1) ?? "";
    if (name === "create") return rawCreate(pool, tokenHash, asked);
    if (name === "update") return rawUpdate(pool, tokenHash, asked);
    return rawRead(pool, tokenHash, rawReads[name]?.(asked.studentId) ?? []);
  };
  answer().then(
    (value) => response.setHeader("content-type", "application/json").end(JSON.stringify(value)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as { port: number }).port }));
process.once("disconnect", () => process.exit(0));
