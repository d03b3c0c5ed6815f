import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod/mini";

import { startWorld, type World } from "../testing/world.ts";
import { callAll, isNamed, statusOf, type Call, type Item } from "./bad-input-calls.fixture.ts";
import { badValues, privileged } from "./bad-input-values.fixture.ts";
import { idsOf } from "./isolation-world.fixture.ts";
import {
  inputOf,
  leavesOf,
  looseObjects,
  partsOf,
  procedures,
  unboundedParts,
  withAt,
  type Path,
} from "./procedures.fixture.ts";
import { samples, type Ids } from "./samples.fixture.ts";

const scale = inject("scale");

let world: World;
let admin: postgres.Sql;
let cookie: string;
let own: Ids;

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  ({ cookie } = await world.signIn("reyes@alder.example"));
  own = await idsOf(admin, "alder", null);
});

afterAll(async () => {
  await admin.end();
  await world.close();
});

const ask = (calls: readonly Call[]): Promise<Item[]> => callAll(world.url, cookie, calls);

/** Those that take an input; signing in and out is left to its own tests, all the same with a wrong password. */
const withInput = [...procedures.keys()].filter((name) => inputOf(name) !== undefined);
const baseOf = (name: string): Record<string, unknown> => samples[name]?.input?.(own) ?? {};

/** Whether the schema takes it; the server's answer has to agree. */
const isAccepted = (name: string, input: unknown): boolean => {
  const schema = inputOf(name);
  return schema !== undefined && z.safeParse(schema, input).success;
};

/** The objects inside an input, by the path that leads to each. */
const objectsIn = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, child]) =>
    objectsIn(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inner : [path, ...inner];
};

describe("every procedure's input", () => {
  it("is an object that knows its keys, with every text and list bounded", () => {
    expect(withInput.length).toBeGreaterThanOrEqual(17);
    for (const name of withInput) {
      const schema = inputOf(name);
      if (schema === undefined) throw new Error(`${name} has no input`);
      expect({ name, type: partsOf(schema).type }).toEqual({ name, type: "object" });
      expect({ name, loose: looseObjects(schema) }).toEqual({ name, loose: [] });
      expect({ name, unbounded: unboundedParts(schema) }).toEqual({ name, unbounded: [] });
    }
  });

  it("is accepted as the samples have it, so that what follows is refused for its own reason", () => {
    for (const name of withInput) expect({ name, ok: isAccepted(name, baseOf(name)) }).toEqual({ name, ok: true });
  });

  it("refuses keys that it does not know, in every object, by name", async () => {
    const calls = withInput.flatMap((name) =>
      objectsIn(baseOf(name)).flatMap((path) =>
        privileged.flatMap((key) => {
          const at = path.reduce<unknown>(
            (value, step) => (value as Record<string | number, unknown>)[step],
            baseOf(name),
          );
          // `signIn` has a tenant of its own to choose.
          if (Object.hasOwn(at as object, key) || (name === "access.signIn" && key === "tenantId")) return [];
          const entries = [...Object.entries(at as object), [key, { isAdmin: true }] as const];
          // As text: an assignment to `__proto__` would not make a key.
          return [{ name, key, path, input: withAt(baseOf(name), path, Object.fromEntries(entries)) }];
        }),
      ),
    );
    const answers = await ask(calls.map(({ name, input }) => [name, input]));
    const wrong = calls.filter(({ path, key }, index) => {
      const answer = answers[index];
      return answer === undefined || statusOf(answer) !== 400 || !isNamed(answer, [...path, key]);
    });
    expect(wrong.map(({ name, path, key }) => `${name} ${[...path, key].join(".")}`)).toEqual([]);
    expect(calls.length).toBeGreaterThanOrEqual(180);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it("refuses what a field cannot be, by the field's name, and never fails", async () => {
    const calls = withInput.flatMap((name) => {
      const schema = inputOf(name);
      if (schema === undefined) return [];
      return leavesOf(schema).flatMap(({ path }) =>
        badValues.map((value) => ({ name, path, input: withAt(baseOf(name), path, value) })),
      );
    });
    const answers = await ask(calls.map(({ name, input }) => [name, input]));
    const wrong = calls.flatMap(({ name, path, input }, index) => {
      const answer = answers[index] ?? {};
      const status = statusOf(answer);
      const isRight = isAccepted(name, input) ? status < 500 : status === 400 && isNamed(answer, path);
      return isRight
        ? []
        : [{ name, path: path.join("."), value: JSON.stringify(input).slice(0, 200), status, answer: answer.error }];
    });
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(calls.length).toBeGreaterThanOrEqual(1_000);
    // Some ten thousand calls by now, and more with every procedure: a limit to end a hang.
  }, 300_000);

  it("survives whatever a generator makes of it (fixed seed)", async () => {
    const nasty = fc.oneof(
      fc.jsonValue(),
      fc.anything({ withBigInt: false, withDate: true, withNullPrototype: true, maxDepth: 3 }),
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.double(),
      fc.constantFrom("__proto__", "\u0000", "\ud800", "current", own.session, own.student, 1e308, -0, null),
    );
    const one = fc.constantFrom(...withInput, "access.me", "access.signIns").chain((name): fc.Arbitrary<Call> => {
      const schema = inputOf(name);
      const paths = schema === undefined ? [] : leavesOf(schema).map(({ path }) => path);
      if (paths.length === 0) return nasty.map((value) => [name, value] as const);
      const replaced = fc.tuple(fc.subarray(paths, { minLength: 1 }), fc.array(nasty, { minLength: 8, maxLength: 8 }));
      return fc.oneof(
        { weight: 1, arbitrary: nasty.map((value) => [name, value] as const) },
        {
          weight: 4,
          arbitrary: replaced.map(([at, values]) => {
            const input = at.reduce<unknown>(
              (value, path, index) => withAt(value, path, values[index % 8]),
              baseOf(name),
            );
            return [name, input] as const;
          }),
        },
      );
    });
    const calls = fc.sample(one, { seed: 20_261_121, numRuns: 2_000 * scale });
    const answers = await ask(calls);
    const failed = calls.flatMap(([name, input], index) => {
      const status = statusOf(answers[index] ?? {});
      return status >= 500 ? [{ name, status, input: JSON.stringify(input)?.slice(0, 300) }] : [];
    });
    expect(failed).toEqual([]);
    expect(answers).toHaveLength(2_000 * scale);
    const byStatus = new Set(answers.map(statusOf));
    expect(byStatus.has(400)).toBe(true);
    const [me] = await ask([["access.me", undefined]]);
    expect(statusOf(me ?? {})).toBe(200);
  });
});
