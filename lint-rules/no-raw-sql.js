import { placeOf } from "./place.js";

// columns.ts writes the values of an enum into a constraint, which cannot carry parameters; it lets plain words through only.
const allowedFiles = /^packages\/db\/src\/(migrate[^/]*|columns)\.ts$|^bench\//;
/** postgres.js spells the same hole `unsafe`; the write path and the database package need it, modules do not. */
const modules = /^apps\/(?!api\/src\/kernel\/)/;

/** @type {import("oxlint").Rule} */
export const noRawSql = {
  meta: { type: "problem", docs: { description: "SQL is written with bound values." } },
  create: (context) => {
    const place = placeOf(context.filename);
    if (place.test || allowedFiles.test(place.file)) return {};
    const tags = new Set(["sql"]);
    const isTag = (node) => node?.type === "Identifier" && tags.has(node.name);
    const report = (node, name) =>
      context.report({ node, message: `${name} puts text into SQL unescaped; use a bound value or a column.` });
    return {
      ImportSpecifier: (node) => {
        if (node.imported.name === "sql") tags.add(node.local.name);
      },
      MemberExpression: (node) => {
        const name = node.property.name ?? node.property.value;
        if (isTag(node.object) && (name === "raw" || name === "identifier")) report(node, `sql.${name}`);
        if (name === "unsafe" && modules.test(place.file) && node.parent.type === "CallExpression")
          report(node, ".unsafe()");
      },
      VariableDeclarator: (node) => {
        if (node.id.type !== "ObjectPattern" || !isTag(node.init)) return;
        for (const property of node.id.properties) {
          const name = property.key?.name;
          if (name === "raw" || name === "identifier") report(property, `sql.${name}`);
        }
      },
    };
  },
};
