import { Agent, request } from "node:http";

import postgres from "postgres";
import { v7 as newId } from "uuid";

import { RootCause } from "../packages/domain/src/casework/schema.ts";
import { caseSchool, growCases, type CaseSchool } from "./casework-rows.ts";
import { compare, interleaved, median, throughput, timesOf, type Comparison } from "./measure.ts";
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

const works = ["list", "stats", "recurring", "ofStudent", "create", "update"] as const;
type Work = (typeof works)[number];
type Ask = (client: number) => Promise<unknown>;

const day = new Date().toISOString().slice(0, 10);
const said = "Said so, and was noticed.";

/** Both candidates over HTTP, each with students of its own to open cases for. */
const candidates = (urls: { ours: string; bare: string }, token: string, school: CaseSchool) => {
  const headers = { authorization: `Bearer ${token}` };
  const { by, studentId, caseIds, fresh } = school;
  const turns = { ours: 0, raw: 0 };
  /** A student and a cause that nobody has an active case of; even places are ours. */
  const place = (who: "ours" | "raw") => {
    const turn = turns[who]++;
    const index = (Math.floor(turn / RootCause.options.length) * 2 + (who === "ours" ? 0 : 1)) % fresh.length;
    return { studentId: fresh[index] ?? "", rootCause: RootCause.options[turn % RootCause.options.length] ?? "other" };
  };
  const trpc = (procedure: string, input: unknown) => post(`${urls.ours}/trpc/casework.${procedure}`, headers, input);
  const ours: Readonly<Record<Work, Ask>> = {
    list: () => trpc("list", { status: "active" }),
    stats: () => trpc("stats", {}),
    recurring: () => trpc("recurring", {}),
    ofStudent: () => trpc("ofStudent", { studentId }),
    create: () =>
      trpc("recordMeeting", {
        mutationId: newId(),
        ...place("ours"),
        meetingDate: day,
        absenceReason: said,
        interventionNotes: said,
        actionPlan: said,
        urgency: "low",
        ifActive: "join",
      }),
    update: (client) =>
      trpc("addUpdate", { mutationId: newId(), caseId: caseIds[client * 2] ?? "", version: 1, updateText: said }),
  };
  const raw = Object.fromEntries(
    works.map((work): [Work, Ask] => [
      work,
      (client) =>
        post(
          `${urls.bare}/${work}`,
          {},
          { studentId, by, caseId: caseIds[client * 2 + 1], ...(work === "create" ? place("raw") : {}) },
        ),
    ]),
  ) as Record<Work, Ask>;
  return { ours, raw };
};

/** Cases of the school at first, and after the years. */
const [few, many] = [10_000, 100_000];

const latencies = async (asks: Readonly<Record<Work, Ask>>, count: number): Promise<Record<Work, number>> => {
  const found = Object.fromEntries(works.map((work) => [work, 0])) as Record<Work, number>;
  for (const work of works) {
    await timesOf(() => asks[work](0), 60);
    found[work] = median(await timesOf(() => asks[work](0), count));
  }
  return found;
};

/** Casework over HTTP against bare Node with the same SQL, and with five times as many cases against itself. */
export const benchCasework = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
  await growCases(admin, world, { from: 0, to: few });
  const school = await caseSchool(admin, world);
  const product = await startProduct(world);
  const bare = await startBare("casework-bare.ts", {
    API_DATABASE_URL: world.urls.api,
    BENCH_TOKEN_HASH: world.tokenHash.toString("hex"),
  });
  const { ours, raw } = candidates({ ours: product.url, bare: bare.url }, world.token, school);
  const count = quick ? 150 : 400;
  const [ms, rounds] = quick ? [600, 1] : [1_000, 3];
  try {
    const small = await latencies(ours, count);
    await growCases(admin, world, { from: few, to: many });
    const large = await latencies(ours, count);
    const grown = works.map((work) =>
      compare({
        name: `cases: ${work} at ${many / 1000} thousand cases`,
        ours: { name: work, value: large[work], unit: "ms" },
        floor: { name: `at ${few / 1000} thousand cases`, value: small[work], unit: "ms" },
        goal: { atMost: 1.25 },
        meaning: `Whether the years slow casework down: cases with their entries and counters grew from ${few / 1000} to ${many / 1000} thousand, what is asked for did not.`,
      }),
    );
    const beside: Comparison[] = [];
    for (const work of works) {
      const rate = (asks: Readonly<Record<Work, Ask>>) => () => throughput(asks[work], { clients: 16, ms });
      await rate(raw)();
      await rate(ours)();
      const figures = await interleaved({ ours: rate(ours), raw: rate(raw) }, rounds);
      const figure = (name: string, value: number | undefined) => ({
        name,
        value: value ?? Number.NaN,
        unit: "per second" as const,
      });
      beside.push(
        compare({
          name: `cases: ${work} over HTTP, 16 clients`,
          ours: figure(`casework ${work}`, figures["ours"]),
          floor: figure("bare Node with the same SQL", figures["raw"]),
          goal: { atLeast: 0.4 },
          meaning: "What schemas, policies, the kernel and tRPC cost above the SQL itself, end to end.",
        }),
      );
    }
    return [...grown, ...beside];
  } finally {
    await product.stop();
    await bare.stop();
    agent.destroy();
    await admin.end();
  }
};
