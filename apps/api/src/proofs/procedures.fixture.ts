import type * as z from "zod/mini";

import { appRouter } from "../router.ts";

interface Definition {
  readonly type: string;
  readonly meta: { readonly access?: unknown } | undefined;
  readonly inputs: readonly z.core.$ZodType[];
  readonly output: unknown;
}

/** Every procedure there is, under its whole name. */
export const procedures: ReadonlyMap<string, Definition> = new Map(
  Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Definition }>).map(
    ([name, { _def }]) => [name, _def],
  ),
);

export type Path = readonly (string | number)[];

/** What a schema is made of, as far as the inputs use it. */
interface Parts {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly catchall?: z.core.$ZodType;
  readonly checks?: readonly unknown[];
}

export const partsOf = (schema: z.core.$ZodType): Parts => schema._zod.def as Parts;

export interface Leaf {
  readonly path: Path;
  readonly type: string;
  readonly isId: boolean;
}

/** The leaves of a schema with the path that leads to each; in an array, to its first element. */
export const leavesOf = (schema: z.core.$ZodType, path: Path = []): Leaf[] => {
  const { type, format, shape, element, innerType, options } = partsOf(schema);
  if (shape !== undefined) return Object.entries(shape).flatMap(([key, value]) => leavesOf(value, [...path, key]));
  if (element !== undefined) return leavesOf(element, [...path, 0]);
  if (innerType !== undefined) return leavesOf(innerType, path);
  if (options !== undefined) {
    const isId = options.some((option) => partsOf(option).format === "uuid");
    return [{ path, type: "union", isId }];
  }
  return [{ path, type, isId: format === "uuid" }];
};

/** Objects of a schema that would take a key they do not know. */
export const looseObjects = (schema: z.core.$ZodType, path: Path = []): Path[] => {
  const { shape, element, innerType, options, catchall } = partsOf(schema);
  const here = shape !== undefined && (catchall === undefined || partsOf(catchall).type !== "never") ? [path] : [];
  return [
    ...here,
    ...Object.entries(shape ?? {}).flatMap(([key, value]) => looseObjects(value, [...path, key])),
    ...[element, innerType, ...(options ?? [])].flatMap((part) => (part === undefined ? [] : looseObjects(part, path))),
  ];
};

export const inputOf = (name: string): z.core.$ZodType | undefined => procedures.get(name)?.inputs[0];

/** Ids that are the caller's to choose: of a mutation, and of what belongs to nobody else. */
const chosen = new Set<string | number | undefined>(["mutationId", "draftId", "viewId"]);

/** The places of an input that name something of a school. */
export const idPathsOf = (name: string): Path[] => {
  const schema = inputOf(name);
  if (schema === undefined) return [];
  return leavesOf(schema)
    .filter(({ path, isId }) => isId && !chosen.has(path.at(-1)))
    .map(({ path }) => path);
};

/** A copy of `value` with something else at the path. */
export const withAt = (value: unknown, path: Path, replacement: unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withAt(item, rest, replacement) : item) as unknown);
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [key]: withAt(object[key], rest, replacement) };
};

interface Check {
  readonly _zod: { readonly def: { readonly check: string } };
}

/** Texts without a longest length or a fixed form, and lists without a largest number. */
export const unboundedParts = (schema: z.core.$ZodType, path: Path = []): Path[] => {
  const { type, format, shape, element, innerType, options, checks = [] } = partsOf(schema);
  const isBounded = checks.some((check) => (check as Check)._zod.def.check === "max_length");
  const here = (type === "string" && format === undefined) || type === "array" ? (isBounded ? [] : [path]) : [];
  return [
    ...here,
    ...Object.entries(shape ?? {}).flatMap(([key, value]) => unboundedParts(value, [...path, key])),
    ...[element, innerType, ...(options ?? [])].flatMap((part) =>
      part === undefined ? [] : unboundedParts(part, path),
    ),
  ];
};
