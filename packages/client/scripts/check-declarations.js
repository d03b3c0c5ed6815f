import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

// What a consumer cannot install, and the word that says a type was lost on the way.
const unwanted = /@handrail\/|\b(drizzle|hono|postgres|zod|any)\b/;

const folder = process.argv[2] ?? "dist";
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".d.ts"));
const faults = files.flatMap((name) =>
  readFileSync(join(folder, name), "utf8")
    .split("\n")
    .flatMap((line, index) => (unwanted.test(line) ? [`${name}:${index + 1}: ${line.trim().slice(0, 160)}`] : [])),
);

if (files.length === 0) faults.push(`${folder} has no declarations.`);
if (faults.length > 0) {
  process.stderr.write(`The declarations name something private, or have lost a type:\n${faults.join("\n")}\n`);
  process.exit(1);
}
