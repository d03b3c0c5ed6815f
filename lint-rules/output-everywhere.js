const endings = new Set(["query", "mutation", "subscription"]);
const defaults = { bases: ["open", "signedIn"], factories: ["withTool"] };

const propertyOf = (callee) => callee.property?.name ?? callee.property?.value;

/**
 * Follows `base.input(..).output(..).query(..)` back to its base; a local `const marking = withTool("..")` is followed
 * too, so that a router may name a base once.
 */
const readChain = (start, locals) => {
  const steps = [];
  let node = start;
  for (let depth = 0; depth < 100; depth += 1) {
    if (node.type === "Identifier" && locals.has(node.name)) node = locals.get(node.name);
    else if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
      steps.push(propertyOf(node.callee));
      node = node.callee.object;
    } else break;
  }
  return { base: node, steps };
};

const declaresAccess = (base, { bases, factories }) =>
  (base.type === "Identifier" && bases.includes(base.name)) ||
  (base.type === "CallExpression" &&
    base.callee.type === "Identifier" &&
    factories.includes(base.callee.name) &&
    base.arguments.length > 0);

/** @type {import("oxlint").Rule} */
export const outputEverywhere = {
  meta: {
    type: "problem",
    docs: { description: "Every procedure names its output and who may call it." },
    schema: [
      {
        type: "object",
        properties: {
          bases: { type: "array", items: { type: "string" } },
          factories: { type: "array", items: { type: "string" } },
        },
        additionalProperties: false,
      },
    ],
  },
  create: (context) => {
    const names = { ...defaults, ...context.options?.[0] };
    const locals = new Map();
    const procedures = [];
    return {
      VariableDeclarator: (node) => {
        if (node.id.type === "Identifier" && node.init) locals.set(node.id.name, node.init);
      },
      CallExpression: (node) => {
        if (node.callee.type === "MemberExpression" && endings.has(propertyOf(node.callee))) procedures.push(node);
      },
      "Program:exit": () => {
        for (const node of procedures) {
          const { base, steps } = readChain(node, locals);
          if (!steps.includes("output"))
            context.report({
              node: node.callee.property,
              message: "Without .output new columns leak: name the output.",
            });
          if (!declaresAccess(base, names)) {
            const known = [...names.bases, ...names.factories.map((name) => `${name}("...")`)].join(", ");
            context.report({ node: base, message: `A procedure begins with who may call it: ${known}.` });
          }
        }
      },
    };
  },
};
