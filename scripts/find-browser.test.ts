import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { findBrowser } from "./find-browser.ts";

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "handrail-browser-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const program = async (...path: readonly string[]): Promise<string> => {
  const file = join(home, ...path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "");
  await chmod(file, 0o755);
  return file;
};

// A platform without usual places of its own, so that a browser of the machine under test plays no part.
const search = (env: Record<string, string>, platform: NodeJS.Platform = "darwin") =>
  findBrowser({ platform, env, home });

test("the variable wins over the path", async () => {
  const named = await program("mine");
  await program("bin", "chromium");
  expect(search({ HANDRAIL_CHROMIUM: named, PATH: join(home, "bin") })).toBe(named);
});

test("a variable that names nothing is an answer, not a hint", async () => {
  await program("bin", "chromium");
  expect(search({ HANDRAIL_CHROMIUM: join(home, "gone"), PATH: join(home, "bin") })).toBeUndefined();
});

test("the path, and only what can be run", async () => {
  await writeFile(join(home, "chromium"), "");
  const chrome = await program("bin", "google-chrome");
  expect(search({ PATH: [home, join(home, "bin")].join(process.platform === "win32" ? ";" : ":") })).toBe(chrome);
});

test("the shell without a window before the whole browser", async () => {
  await program("bin", "chromium");
  const shell = await program("bin", "chromium-headless-shell");
  expect(search({ PATH: join(home, "bin") })).toBe(shell);
});

test("the newest download, in the platform's own folder", async () => {
  await program(".cache", "ms-playwright", "chromium-999", "chrome-linux", "chrome");
  const newest = await program(".cache", "ms-playwright", "chromium-1200", "chrome-linux", "chrome");
  expect(search({ PATH: "" }, "freebsd")).toBe(newest);
});

test("a download folder given by variable", async () => {
  const chrome = await program("own", "chromium-1", "chrome-win", "chrome.exe");
  expect(search({ PATH: "", PLAYWRIGHT_BROWSERS_PATH: join(home, "own") }, "win32")).toBe(chrome);
});

test("a usual place", async () => {
  const chrome = await program("Programs", "Google", "Chrome", "Application", "chrome.exe");
  expect(search({ PATH: "", PROGRAMFILES: join(home, "Programs") }, "win32")).toBe(chrome);
});

test("no browser", () => {
  expect(search({ PATH: home }, "win32")).toBeUndefined();
});
