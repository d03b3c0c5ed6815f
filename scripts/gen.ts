import { execFileSync } from "node:child_process";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
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
  console.log(`wrote  ${await makeMigration(word)}`);
  console.log(`
Still by hand:
  the screen's place in apps/web/src/routes, and in the navigation who finds it
  what the catalogue, isolation, plans and fuzz tests ask for by name
  then: pnpm verify && pnpm test`);
};

/** The table's migration, with its row-level security and the rights that the module's statements need. */
const makeMigration = async (word: string): Promise<string> => {
  const said = execFileSync(process.execPath, ["node_modules/drizzle-kit/bin.cjs", "generate", `--name=${word}`], {
    cwd: join(root, "packages/db"),
    encoding: "utf8",
  });
  const name = /migrations\/(\w+\.sql)/.exec(said)?.[1];
  if (name === undefined) throw new Error(`The migration was not written:\n${said}`);
  const file = `packages/db/migrations/${name}`;
  await appendFile(join(root, file), `\n--> statement-breakpoint\ncall app.protect('${word}', 'select, insert');\n`);
  return file;
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
