import { commandOf, isSameProcess, markOf, parentOf, type ProcessMark } from "../packages/db/src/embedded/process.ts";

const isLauncher = /(?:^|[\s/])(?:npx|npm|pnpm|tsx|corepack)(?:[\s.@]|$)/;

/** The processes by which a package manager started this one: itself, its shell, the loader. Not the person's own shell. */
const launchers = (): readonly ProcessMark[] => {
  const found: { pid: number; command: string }[] = [];
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) {
    const command = commandOf(pid);
    if (!isLauncher.test(command)) break;
    found.push({ pid, command });
  }
  // At the top a shell that was told to call a package manager is the person's own, and may end before it.
  while (/^\S*sh\s/.test(found.at(-1)?.command ?? "")) found.pop();
  return found.map(({ pid }) => markOf(pid));
};

/** Calls once as soon as one of them is gone: not each of them passes the order to stop on. */
export const whenLauncherEnds = (call: () => void): void => {
  const marks = launchers();
  const timer = setInterval(() => {
    if (marks.every(isSameProcess)) return;
    clearInterval(timer);
    call();
  }, 300);
  timer.unref();
};
