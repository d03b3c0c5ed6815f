import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import type { Page } from "playwright-core";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * Every rule that axe has. What was said aloud of a button stays in the announcer for seconds, when the button may be
 * gone: that is no image without a name.
 */
const run = (withTargets: boolean): string => `
  axe.run({ exclude: ["[data-live-announcer]"] }, {
    resultTypes: ["violations"],
    rules: { "target-size": { enabled: ${withTargets} } },
  }).then((found) => JSON.stringify(found.violations))`;

/** The script goes in through the debugger, since the page's policy keeps foreign scripts out. */
export const axeViolations = async (
  page: Page,
  // Only in a window that holds the whole page: half of a row may lie under a sticky bar, and scrolls.
  { withTargets = false }: { readonly withTargets?: boolean } = {},
): Promise<readonly string[]> => {
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: `if (!("axe" in window)) { ${source} }` });
  const { result, exceptionDetails } = await debug.send("Runtime.evaluate", {
    expression: run(withTargets),
    awaitPromise: true,
    returnByValue: true,
  });
  await debug.detach();
  if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.text}`);
  const found = JSON.parse(String(result.value)) as readonly Violation[];
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
};
