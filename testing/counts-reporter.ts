import type { Reporter, SerializedError, TestModule } from "vitest/node";

type Counts = { passed: number; failed: number; skipped: number };

/** Counts what the runner would forget too: a broken import or an empty file, a failed hook, an error outside of any test. */
const count = (modules: readonly TestModule[], errors: readonly SerializedError[]): Counts => {
  const counts: Counts = { passed: 0, failed: errors.length, skipped: 0 };
  for (const { children, errors: ofModule } of modules.map((one) => ({
    children: one.children,
    errors: one.errors(),
  }))) {
    if (ofModule.length > 0) counts.failed += 1;
    for (const suite of children.allSuites()) if (suite.errors().length > 0) counts.failed += 1;
    for (const test of children.allTests()) {
      const { state } = test.result();
      if (state === "passed" || state === "failed") counts[state] += 1;
      else counts.skipped += 1;
    }
  }
  return counts;
};

/** Makes `N passed, N failed` the last line of a run, for people and for machines alike. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: string): void {
    const { passed, failed, skipped } = count(modules, errors);
    // On exit, because a global teardown may still print, and because only then is the exit code known.
    process.on("exit", (code) => {
      const broken = failed === 0 && (code !== 0 || reason === "failed") ? 1 : 0;
      const rest = skipped > 0 ? `, ${skipped} skipped` : "";
      process.stdout.write(`${passed} passed, ${failed + broken} failed${rest}\n`);
    });
  }
}
