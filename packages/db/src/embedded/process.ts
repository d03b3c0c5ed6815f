import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process that can be told apart from a later one that was given the same number. */
export interface ProcessMark {
  readonly pid: number;
  /** Empty where the system does not say when a process was born. */
  readonly born: string;
}

const onLinux = process.platform === "linux";

const ps = (pid: number, column: "command" | "lstart" | "ppid"): string => {
  if (process.platform === "win32") return "";
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return ""; // ps ends with an error when there is no such process
  }
};

/** The fields of /proc/<pid>/stat behind the name, which may itself hold spaces and brackets. */
const procStat = (pid: number): readonly string[] => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return []; // gone, or hidden from this account
  }
};

/** 0 where it cannot be read. */
export const parentOf = (pid: number): number => Number(onLinux ? procStat(pid)[1] : ps(pid, "ppid")) || 0;

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  // A zombie still has its number. In a container whose first process reaps nothing it keeps it for ever.
  const [state] = onLinux ? procStat(pid) : [];
  return state !== "Z" && state !== "X";
};

const bootId = (): string => {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return ""; // not every sandbox shows it; the tick of birth alone still tells nearly all apart
  }
};

const bornAt = (pid: number): string => {
  if (!onLinux) return ps(pid, "lstart");
  const tick = procStat(pid)[19];
  return tick === undefined ? "" : `${bootId()}/${tick}`;
};

export const markOf = (pid: number): ProcessMark => ({ pid, born: bornAt(pid) });

export const isSameProcess = (mark: ProcessMark): boolean => {
  if (!isAlive(mark.pid)) return false;
  const born = bornAt(mark.pid);
  return born === "" || mark.born === "" || born === mark.born;
};

export const parseMark = (text: string): ProcessMark | undefined => {
  const [pid, born] = text.split("\n");
  return pid !== undefined && /^\d+$/.test(pid) ? { pid: Number(pid), born: born ?? "" } : undefined;
};

export const printMark = (mark: ProcessMark): string => `${mark.pid}\n${mark.born}\n`;

/** The command line of a process, "" when it cannot be read. */
export const commandOf = (pid: number): string => {
  if (!onLinux) return ps(pid, "command");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // gone, or hidden from this account
  }
};
