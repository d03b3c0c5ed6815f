import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { generateModule } from "./generate-module.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const usage = "pnpm gen module <word>   writes the skeleton of a module: one word, the same in every package";

const main = async ([what, word = "", ...rest]: readonly string[]): Promise<void> => {
  if (what !== "module" || rest.length > 0) throw new Error(usage);
  const files = await generateModule(word);
  // How a line breaks depends on the word's length, so no template can be formatted beforehand.
  execFileSync(process.execPath, ["node_modules/oxfmt/bin/oxfmt", ...files], { cwd: root, stdio: "ignore" });
  console.log(files.map((file) => `wrote  ${file}`).join("\n"));
  console.log(`
Still by hand:
  the router in apps/api/src/router.ts, its events in the dispatcher's list, the screen in apps/web/src/routes
  a migration: pnpm --filter @handrail/db generate, then row-level security, grants and constraints in SQL
  then: pnpm verify && pnpm test`);
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
