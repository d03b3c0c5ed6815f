import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { type Plugin, transformWithOxc } from "vite";

const source = fileURLToPath(new URL("../src/sw.ts", import.meta.url));

/** Letters beyond the Latin ones: kept on the device once a page has needed them, not before. */
const isFontOnDemand = (name: string): boolean => name.endsWith(".woff2") && !name.includes("-latin-wght-");

/**
 * Writes /sw.js beside the page, with the list of what this build is made of in front of it. The worker stands at the
 * root because its own path is the widest scope it may have.
 */
export const serviceWorker = (): Plugin => ({
  name: "handrail-service-worker",
  apply: "build",
  enforce: "post",
  async generateBundle(_options, bundle) {
    const files = Object.keys(bundle)
      .filter((name) => name.startsWith("assets/") && !name.endsWith(".map") && !isFontOnDemand(name))
      .toSorted();
    const { code } = await transformWithOxc(await readFile(source, "utf8"), source);
    const version = createHash("sha256").update(files.join("\n")).update(code).digest("hex").slice(0, 16);
    const facts = `self.build = ${JSON.stringify({ version, files: files.map((name) => `/${name}`) })};\n`;
    // Wrapped, so that nothing of the worker's becomes global, and without the module syntax that marks it as one.
    this.emitFile({ type: "asset", fileName: "sw.js", source: facts + code.replaceAll(/^export \{\};?$/gm, "") });
  },
});
