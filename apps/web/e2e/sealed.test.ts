import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { desktop, fillSignIn, isWithoutBrowser, launchIn, password, signedInPage } from "./browser.ts";
import { isInstalled } from "./person-stage.ts";
import { copyIsKept, mark, onDevice, openTab, row, rowIds, runningSession, soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const email = "okafor@alder.example";
const typed = "Zebrafinch words that nobody else may read";

/** The kinds of storage in which one of these texts lies in the clear. */
const placesOf = async (profile: string, texts: readonly string[]): Promise<string[]> => {
  const needles = texts.flatMap((text) => [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")]);
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const bytes = await readFile(path);
        return needles.some((needle) => bytes.includes(needle)) ? [path.slice(profile.length + 1)] : [];
      }),
  );
  return found.flat();
};

describe.skipIf(isWithoutBrowser)("names and words at rest in the browser", () => {
  const stage = openStage();

  const namesOf = async (sessionId: string): Promise<string[]> => {
    const { client } = await stage.world.signIn(email);
    const { names } = await client.privacy.revealNames.mutate({ sessionId, purpose: "roster" });
    return names.flatMap(({ preferredName, fullName }) => [fullName, preferredName]).filter((name) => name.length > 3);
  };
  const shownOf = async (page: Page, names: readonly string[]): Promise<string[]> => {
    const text = await page.locator("body").innerText();
    return names.filter((name) => text.includes(name));
  };

  test("a new start of the browser without its sign-in shows no name, no file holds one, and typed words come back", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const names = await namesOf(id);
    const line = await stage.line();
    const profile = await mkdtemp(join(tmpdir(), "handrail-profile-"));
    const start = (): Promise<BrowserContext> => launchIn(profile, { ...desktop, proxy: { server: line.server } });
    let context = await start();
    try {
      await (await signedInPage(context, stage.world.url, email)).page.close();
      const page = await openTab(stage, context, id);
      await isInstalled(page);
      await expect.poll(async () => (await shownOf(page, names)).length, soon).toBeGreaterThan(3);
      await expect.poll(() => copyIsKept(page, id), soon).toBe(true);
      const [first = "", second = ""] = await rowIds(page);
      await line.cut(context);
      // Within the sign-in a reload without a network shows them again.
      await page.reload();
      await expect.poll(async () => (await shownOf(page, names)).length, soon).toBeGreaterThan(3);
      await row(page, first).focus();
      await page.keyboard.press("n");
      await row(page, first)
        .getByLabel(/^Note for/)
        .fill(typed);
      await page.keyboard.press("Control+Enter");
      await mark(page, second, "absent");
      await page.locator('[data-kept="2"]').waitFor(soon);
      await expect.poll(async () => (await onDevice(page, "handrail-marks", "items")).length, soon).toBeGreaterThan(0);
      await context.close();

      await stage.pool`update auth.sessions set ended_at = now(), ended_reason = 'ended' where ended_at is null`;
      // Its files do hold the copy, sealed: else the search below would say nothing.
      expect(await placesOf(profile, [id])).not.toEqual([]);
      expect(await placesOf(profile, [...names, typed])).toEqual([]);

      context = await start();
      await context.clearCookies({ name: "handrail" });
      const anew = await context.newPage();
      await anew.goto(`${stage.world.url}/sessions/${id}`);
      await anew.getByText("Handrail cannot be reached").waitFor(soon);
      expect(await shownOf(anew, [...names, "Okafor"])).toEqual([]);

      await line.mend(context);
      await anew.reload();
      await fillSignIn(anew, email, password);
      await expect
        .poll(
          () => stage.pool<{ notes: string | null }[]>`
            select notes from attendance_records where session_id = ${id} and student_id = ${first}`,
          soon,
        )
        .toEqual([{ notes: typed }]);
    } finally {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    }
  });

  test("an open page seals itself when its sign-in ends, and shows names again after the next", async () => {
    const id = await runningSession(stage, "Social Skills Group");
    const names = await namesOf(id);
    const context = await stage.deviceOf(email, desktop);
    const page = await openTab(stage, context, id);
    await expect.poll(async () => (await shownOf(page, names)).length, soon).toBeGreaterThan(0);
    const elsewhere = await stage.world.signIn(email);
    await elsewhere.client.access.endOtherSignIns.mutate();
    const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
    await dialog.waitFor();
    await expect
      .poll(async () => {
        const html = await page.content();
        return names.filter((name) => html.includes(name));
      }, soon)
      .toEqual([]);
    expect((await context.cookies()).map(({ name }) => name)).not.toContain("handrail-seal");
    await dialog.getByLabel("Password", { exact: true }).fill(password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => (await shownOf(page, names)).length, soon).toBeGreaterThan(0);
  });
});
