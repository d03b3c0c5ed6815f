import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a search depends on, given as facts so that it can be tested on any machine. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

// The headless shell takes half the processor time: it draws no window, not even one that nobody sees.
const commands = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];

const onPath = ({ platform, env }: Machine): readonly string[] => {
  const extension = platform === "win32" ? ".exe" : "";
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return commands.flatMap((name) => folders.map((folder) => join(folder, name + extension)));
};

/** Playwright keeps its downloads in numbered folders; the newest comes first. */
const downloads = ({ platform, env, home }: Machine): readonly string[] => {
  const usual: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, "Library", "Caches", "ms-playwright"),
    win32: join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "ms-playwright"),
  };
  const folder = env["PLAYWRIGHT_BROWSERS_PATH"] ?? usual[platform] ?? join(home, ".cache", "ms-playwright");
  if (!existsSync(folder)) return [];
  const numberOf = (name: string): number => Number(/-(\d+)$/.exec(name)?.[1] ?? 0);
  const programs = [
    ["chrome-linux", "chrome"],
    ["chrome-linux64", "chrome"],
    ["chrome-headless-shell-linux64", "chrome-headless-shell"],
    ["chrome-linux", "headless_shell"],
    ["chrome-mac", "Chromium.app", "Contents", "MacOS", "Chromium"],
    ["chrome-mac-arm64", "Google Chrome for Testing.app", "Contents", "MacOS", "Google Chrome for Testing"],
    ["chrome-mac-x64", "Google Chrome for Testing.app", "Contents", "MacOS", "Google Chrome for Testing"],
    ["chrome-win", "chrome.exe"],
    ["chrome-win64", "chrome.exe"],
  ];
  return readdirSync(folder)
    .filter((name) => name.startsWith("chromium"))
    .toSorted((a, b) => numberOf(b) - numberOf(a))
    .flatMap((name) => programs.map((program) => join(folder, name, ...program)));
};

const installed = ({ platform, env, home }: Machine): readonly string[] => {
  if (platform === "darwin")
    return ["/Applications", join(home, "Applications")].flatMap((folder) =>
      ["Google Chrome", "Chromium", "Microsoft Edge"].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  if (platform !== "win32") return ["/usr/lib/chromium/chromium", "/snap/bin/chromium", "/opt/google/chrome/chrome"];
  return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => {
    const folder = env[name];
    if (folder === undefined) return [];
    return [
      join(folder, "Google", "Chrome", "Application", "chrome.exe"),
      join(folder, "Chromium", "Application", "chrome.exe"),
      join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
    ];
  });
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const thisMachine = (): Machine => ({ platform: process.platform, env: process.env, home: homedir() });

/**
 * The path of a Chromium or Chrome on this machine, or undefined. HANDRAIL_CHROMIUM has the last word: when it names
 * something that cannot be run nothing else is tried, because a silent stand-in would hide the mistake.
 */
export const findBrowser = (machine: Machine = thisMachine()): string | undefined => {
  const named = machine.env["HANDRAIL_CHROMIUM"];
  if (named !== undefined && named !== "") return isProgram(named) ? named : undefined;
  return [...onPath(machine), ...downloads(machine), ...installed(machine)].find(isProgram);
};

// As a command: prints the path, and leaves with 1 when there is none.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = findBrowser();
  if (browser === undefined) process.exitCode = 1;
  else console.log(browser);
}
