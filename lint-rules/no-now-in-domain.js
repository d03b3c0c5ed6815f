import { placeOf } from "./place.js";

/** What the outside world offers under a global name. Anything listed here makes a rule depend on more than its arguments. */
const banned = new Set([
  "crypto",
  "fetch",
  "process",
  "performance",
  "globalThis",
  "window",
  "document",
  "localStorage",
  "sessionStorage",
  "navigator",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "console",
]);

const outside = new Set([...banned, "Date", "Math"]);

const message = (what) => `The domain takes time, chance and facts as arguments; ${what} reaches outside.`;

const memberOf = (node) =>
  node.parent?.type === "MemberExpression" && node.parent.object === node
    ? (node.parent.property.name ?? node.parent.property.value)
    : undefined;

const faultOf = (node) => {
  const { name, parent } = node;
  if (banned.has(name)) return name;
  if (name === "Math" && memberOf(node) === "random") return "Math.random()";
  if (name !== "Date") return undefined;
  if (memberOf(node) === "now") return "Date.now()";
  const called = parent?.callee === node;
  if (called && parent.type === "CallExpression") return "Date()";
  if (called && parent.type === "NewExpression" && parent.arguments.length === 0) return "new Date()";
  return undefined;
};

/** @type {import("oxlint").Rule} */
export const noNowInDomain = {
  meta: { type: "problem", docs: { description: "The domain is a function of its arguments." } },
  create: (context) => {
    // Language globals resolve to a variable that nobody declared, host globals such as `fetch` to none at all.
    const isGlobal = (node) => {
      const scope = context.sourceCode.getScope(node);
      const reference = scope.references.find(({ identifier }) => identifier === node);
      return reference !== undefined && (reference.resolved?.defs.length ?? 0) === 0;
    };
    if (placeOf(context.filename).test) return {};
    return {
      // Only globals: a parameter named `process` is nobody's business, and neither is a `Date` in a type.
      Identifier: (node) => {
        if (!outside.has(node.name) || !isGlobal(node)) return;
        const fault = faultOf(node);
        if (fault !== undefined) context.report({ node, message: message(fault) });
      },
    };
  },
};
