/** Methods whose text is made for people: its order, punctuation and spaces differ between engines and releases. */
const printers = new Set(["format", "formatRange", "toLocaleString", "toLocaleDateString", "toLocaleTimeString"]);

/** Locales that are asked for only because one engine prints them like ISO 8601. */
const likeIso = new Set(["en-CA", "sv-SE", "sv"]);

const readers = new Set(["Number", "parseInt", "parseFloat", "Date"]);

const message =
  "Text made for people is not parsed, cut or compared: take `formatToParts`, or `clockIn` of the domain's kernel.";

const isRead = (node) => {
  const { parent } = node;
  if (parent?.type === "MemberExpression") return parent.object === node && parent.property.name !== "length";
  if (parent?.type === "BinaryExpression") return parent.operator !== "+";
  return (
    (parent?.type === "CallExpression" || parent?.type === "NewExpression") &&
    parent.arguments.includes(node) &&
    (readers.has(parent.callee.name) || parent.callee.property?.name === "parse")
  );
};

/** @type {import("oxlint").Rule} */
export const noCutText = {
  meta: { type: "problem", docs: { description: "Text made for people is never read by a program." } },
  create: (context) => ({
    CallExpression: (node) => {
      if (node.callee.type !== "MemberExpression" || !printers.has(node.callee.property.name)) return;
      if (isRead(node)) context.report({ node, message });
    },
    NewExpression: (node) => {
      const [locale] = node.arguments;
      if (node.callee.property?.name === "DateTimeFormat" && likeIso.has(locale?.value))
        context.report({ node, message });
    },
  }),
};
