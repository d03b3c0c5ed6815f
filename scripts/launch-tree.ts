import { commandOf, isSameProcess, markOf, parentOf } from "../packages/db/src/embedded/process.ts";

/** Also within the quotes that npm puts around it (`sh -c 'pnpm' start`), and as a folder (`tsx/dist/cli.mjs`). */
const isLauncher = /(?:^|[\s/'"])(?:npx|npm|pnpm|tsx|corepack)(?:[\s/.@'"]|$)/;

export interface Ancestor {
  readonly pid: number;
  readonly command: string;
}

/** Of a process's ancestors, the nearest first, those by which a package manager started it: itself, its shell, the loader. */
export const launchersAmong = (ancestors: Iterable<Ancestor>): readonly number[] => {
  const found: Ancestor[] = [];
  for (const ancestor of ancestors) {
    if (!isLauncher.test(ancestor.command)) break;
    found.push(ancestor);
  }
  // At the top a shell that was told to call a package manager is the person's own, and may end before it.
  while (/^\S*sh\s/.test(found.at(-1)?.command ?? "")) found.pop();
  return found.map(({ pid }) => pid);
};

function* ancestors(): Generator<Ancestor> {
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) yield { pid, command: commandOf(pid) };
}

/** Calls once as soon as one of them is gone: not each of them passes the order to stop on. */
const whenLauncherEnds = (call: () => void): void => {
  const marks = launchersAmong(ancestors()).map(markOf);
  const timer = setInterval(() => {
    if (marks.every(isSameProcess)) return;
    clearInterval(timer);
    call();
  }, 300);
  timer.unref();
};

/** Aborted when this process is told to stop, by a signal or by the end of what started it. Ask for it first of all. */
export const stopOrder = (): AbortSignal => {
  const order = new AbortController();
  const give = (): void => order.abort();
  process.on("SIGINT", give);
  process.on("SIGTERM", give);
  whenLauncherEnds(give);
  return order.signal;
};
