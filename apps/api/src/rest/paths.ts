interface Operation {
  readonly method: string;
  /** As the document writes it, such as `/api/things/{id}/`. */
  readonly path: string;
}

type Found =
  | { readonly kind: "operation" | "unknown" }
  | { readonly kind: "method"; readonly allowed: readonly string[] }
  | { readonly kind: "slash" };

const isParameter = (segment: string): boolean => segment.startsWith("{");

const fits = (pattern: string, path: string): boolean => {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((segment, at) => segment === given[at] || (isParameter(segment) && given[at] !== ""))
  );
};

/** What the document says about a method and a path: words such as `stats` come before a parameter that would take them. */
export const findOperation = (operations: readonly Operation[], { method, path }: Operation): Found => {
  const patterns = [...new Set(operations.map((one) => one.path))].toSorted(
    (a, b) => a.split("{").length - b.split("{").length,
  );
  const pattern = patterns.find((one) => fits(one, path));
  if (pattern === undefined) return { kind: patterns.some((one) => fits(one, `${path}/`)) ? "slash" : "unknown" };
  const allowed = operations.filter((one) => one.path === pattern).map((one) => one.method.toUpperCase());
  // Whoever answers GET answers HEAD.
  const all = allowed.includes("GET") ? [...allowed, "HEAD"] : allowed;
  return all.includes(method) ? { kind: "operation" } : { kind: "method", allowed: all };
};
