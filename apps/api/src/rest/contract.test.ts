import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";

import { inDays, student, today } from "../modules/casework/casework.fixture.ts";
import { startWorld, type World } from "../testing/world.ts";
import { meetings, programOf, type Program } from "./rest.fixture.ts";

type Json = Record<string, unknown>;

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly { name: string; in: string; schema: Json }[];
  readonly body: Json | undefined;
  /** Schema of each documented answer; null: it has no body. */
  readonly answers: ReadonlyMap<number, Json | null>;
}

let world: World;
let admin: postgres.Sql;
let program: Program;
/** Two tokens, so that no minute holds more requests than one may send. */
let programs: readonly Program[];
let operations: Operation[];
let ids: { readonly meeting: string; readonly closed: string };

/** A schema with what it refers to written out in its place. */
const whole = (document: Json, schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => whole(document, one));
  if (typeof schema !== "object" || schema === null) return schema;
  if ("$ref" in schema) {
    const path = String(schema.$ref).split("/").slice(1);
    return whole(
      document,
      path.reduce((at: Json, key) => at[key] as Json, document),
    );
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(document, value)]));
};

const contentOf = (part: unknown): Json | undefined =>
  (part as { content?: { "application/json"?: { schema: Json } } } | undefined)?.content?.["application/json"]?.schema;

const operationsOf = (document: Json): Operation[] =>
  Object.entries(document["paths"] as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const written = whole(document, operation) as Json;
      return {
        path,
        method: method.toUpperCase(),
        parameters: (written["parameters"] ?? []) as Operation["parameters"],
        body: contentOf(written["requestBody"]),
        answers: new Map(
          Object.entries(written["responses"] as Record<string, unknown>).map(([status, answer]) => [
            Number(status),
            contentOf(answer) ?? null,
          ]),
        ),
      };
    }),
  );

const validBody = (): Json => ({
  student: student(49),
  meeting_date: today,
  absence_reason: "Missed the bus.",
  root_cause: "other",
  intervention_notes: "Glad to be asked.",
  action_plan: "A pass.",
  follow_up_date: inDays(9),
  urgency_level: "low",
  meeting: ids.meeting,
  update_text: "Since then.",
});

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  programs = [
    (await programOf(world, "haddad@alder.example")).program,
    (await programOf(world, "reyes@alder.example")).program,
  ];
  program = programs[0] ?? program;
  const document = (await program("GET", "/api/openapi.json")).body;
  operations = operationsOf(document);
  const rows = await admin<{ id: string; status: string }[]>`select id, status from cases order by id`;
  ids = {
    meeting: rows.find(({ status }) => status === "open")?.id ?? "",
    closed: rows.find(({ status }) => status === "closed")?.id ?? "",
  };
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

describe("the document", () => {
  it("is OpenAPI 3.1 and has the paths and methods there are", async () => {
    const { status, body } = await program("GET", "/api/openapi.json");
    expect({ status, openapi: body["openapi"] }).toEqual({ status: 200, openapi: "3.1.0" });
    expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      [
        `GET ${meetings}`,
        `POST ${meetings}`,
        `GET ${meetings}{id}/`,
        `PUT ${meetings}{id}/`,
        `DELETE ${meetings}{id}/`,
        `POST ${meetings}{id}/meetings/`,
        `POST ${meetings}progress/`,
        `GET ${meetings}student/{id}/`,
        `GET ${meetings}recurring/`,
        `GET ${meetings}stats/`,
      ].toSorted(),
    );
    const paths = Object.values(body["paths"] as Record<string, Record<string, { operationId?: string }>>);
    const names = paths.flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(operations.length);
  });
});

/** Whether an answer is one that the document names for this operation, in the shape it names. */
const faultOf = ({ answers }: Operation, answer: { status: number; body: Json }): string | undefined => {
  const schema = answers.get(answer.status);
  if (schema === undefined) return `${answer.status} is not in the document: ${JSON.stringify(answer.body)}`;
  if (schema === null) return Object.keys(answer.body).length > 0 ? "a body where there should be none" : undefined;
  const parsed = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(answer.body);
  return parsed.success ? undefined : z.prettifyError(parsed.error);
};

let turn = 0;
const call = async (
  operation: Operation,
  request: { path: string; body?: unknown; headers?: Record<string, string> },
) => {
  const { path, ...rest } = request;
  turn += 1;
  const answer = await (programs[turn % programs.length] ?? program)(operation.method, path, rest);
  expect({ operation: `${operation.method} ${path}`, request: rest, fault: faultOf(operation, answer) }).toMatchObject({
    fault: undefined,
  });
  expect(answer.status).toBeLessThan(500);
  return answer.status;
};

it("would be missed: another shape, another status, a body where there is none", () => {
  const [list, remove] = ["GET", "DELETE"].map((method) => operations.find((one) => one.method === method));
  if (list === undefined || remove === undefined) throw new Error("No such operations");
  expect(faultOf(list, { status: 200, body: { results: [{ id: 1 }], next: null } })).toContain("results[0].id");
  expect(faultOf(list, { status: 418, body: {} })).toContain("418 is not in the document");
  expect(faultOf(list, { status: 400, body: { code: "INVALID_INPUT" } })).toContain("message");
  expect(faultOf(remove, { status: 204, body: { gone: true } })).toContain("a body");
});

const bodyFor = (operation: Operation): Json => {
  const known = Object.keys((operation.body?.["properties"] ?? {}) as Json);
  return Object.fromEntries(Object.entries(validBody()).filter(([key]) => known.includes(key)));
};

it("is what a well-meant request of every operation is answered by", async () => {
  const reached = new Map<string, number>();
  for (const operation of operations) {
    const isStudent = operation.path.includes("/student/");
    const path = operation.path.replace("{id}", isStudent ? student(52) : ids.meeting);
    if (operation.method === "DELETE") continue;
    const own = operation.method === "PUT" ? await program("GET", path) : null;
    const body =
      own === null
        ? bodyFor(operation)
        : {
            ...Object.fromEntries(Object.keys(bodyFor(operation)).map((key) => [key, own.body[key]])),
            urgency_level: "high",
          };
    const status = await call(operation, { path, ...(operation.body === undefined ? {} : { body }) });
    reached.set(`${operation.method} ${operation.path}`, status);
  }
  for (const [name, status] of reached) expect({ name, isGood: status < 300 }).toEqual({ name, isGood: true });
});

const bodyKeys = [
  "student",
  "meeting_date",
  "absence_reason",
  "root_cause",
  "intervention_notes",
  "action_plan",
  "follow_up_date",
  "urgency_level",
  "meeting",
  "update_text",
];

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    0,
    -1,
    1e308,
    true,
    [],
    {},
    "\u0000",
    "\ud800",
    "2026-02-30",
    "9999-99-99",
    "__proto__",
    "closed",
    "open",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constant("x".repeat(9_000)),
  fc.anything({ maxDepth: 3 }),
  fc.uuid(),
);

const wordsOf = fc.oneof(
  fc.uuid(),
  fc.string({ maxLength: 30 }),
  fc.constantFrom("open", "closed", "high", "100", "0", "-1", "NaN", "%00", "..", "~"),
);

it("is what everything else is answered by too", async () => {
  const random = fc.record({
    operation: fc.nat(),
    id: fc.oneof(fc.constantFrom("meeting", "closed"), fc.uuid(), fc.string({ minLength: 1, maxLength: 20 })),
    query: fc.dictionary(
      fc.constantFrom("status", "urgency", "root_cause", "student", "cursor", "limit", "reason", "other"),
      wordsOf,
      { maxKeys: 3 },
    ),
    change: fc.dictionary(
      fc.constantFrom(...bodyKeys, "status", "resolution_notes", "version", "created_by", "tenant_id"),
      odd,
      { maxKeys: 3 },
    ),
    raw: fc.option(fc.oneof(fc.string({ unit: "binary", maxLength: 50 }), fc.json({ maxDepth: 2 })), { freq: 6 }),
    key: fc.option(fc.stringMatching(/^[\x21-\x7e]{1,40}$/), { freq: 2 }),
  });
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(random, async ({ operation: place, id, query, change, raw, key }) => {
      const operation = operations[place % operations.length];
      if (operation === undefined) throw new Error("No operation");
      const named = id === "meeting" || id === "closed" ? ids[id] : id;
      const search = new URLSearchParams(query).toString();
      const path = `${operation.path.replace("{id}", encodeURIComponent(named))}${search === "" ? "" : `?${search}`}`;
      // Such a path is another one before it arrives: `..` and `.` are taken away by whoever sends it.
      if (named === "." || named === "..") return;
      const body =
        operation.body === undefined ? undefined : (raw ?? JSON.stringify({ ...bodyFor(operation), ...change }));
      const status = await call(operation, {
        path,
        ...(body === undefined ? {} : { body }),
        ...(key === null ? {} : { headers: { "idempotency-key": key } }),
      });
      seen.set(status, (seen.get(status) ?? 0) + 1);
    }),
    { numRuns: 700, endOnFailure: true },
  );
  // It has been through the door, and not only to its limits. What is met by chance alone has tests of its own.
  for (const status of [200, 400, 404]) expect(seen.get(status) ?? 0).toBeGreaterThan(0);
  expect(seen.get(429)).toBeUndefined();
}, 120_000);
