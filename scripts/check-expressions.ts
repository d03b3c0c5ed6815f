import { fileURLToPath } from "node:url";

import { checkExpressions } from "./regular-expressions.ts";

/** Ends with an error when a regular expression of the source may take more than linear time. */
const { count, faults } = await checkExpressions(fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, ""));
for (const fault of faults) console.log(fault);
console.log(`${count - faults.length} of ${count} regular expressions take linear time`);
process.exitCode = faults.length > 0 ? 1 : 0;
