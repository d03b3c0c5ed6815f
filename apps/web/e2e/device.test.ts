import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the newer build has a database of its own
import { createTestDatabase } from "../../../packages/db/src/testing.ts";
// @boundaries-ignore an update is a newer build on the same server
import { startServer } from "../../api/src/server.ts";
import { faultsOf } from "./audit.ts";
import { desktop, fillSignIn, isWithoutBrowser, signedInPage } from "./browser.ts";
import type { Line } from "./line.ts";
import { isInstalled, isToday, signOut } from "./person-stage.ts";
import { copyIsKept, mark, onDevice, openTab, row, rowIds, runningSession, soon, statusOf } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

describe.skipIf(isWithoutBrowser)("a device that people share", () => {
  const stage = openStage();

  const takers = (sessionId: string) => stage.pool<{ studentId: string; status: string; by: string | null }[]>`
    select a.student_id as "studentId", a.status, u.name as by from attendance_records a
      left join users u on u.tenant_id = a.tenant_id and u.id = a.taken_by
     where a.session_id = ${sessionId} and a.status <> 'scheduled' order by u.name`;

  /** Ms Okafor has marked one student without a network, and leaves. */
  const leftOffline = async (
    context: BrowserContext,
    line: Line,
    sessionId: string,
  ): Promise<{ page: Page; student: string }> => {
    await (await signedInPage(context, stage.world.url, "okafor@alder.example")).page.close();
    const page = await openTab(stage, context, sessionId);
    await isInstalled(page);
    await expect.poll(() => copyIsKept(page, sessionId), soon).toBe(true);
    const [student = ""] = await rowIds(page);
    await line.cut(context);
    await mark(page, student, "absent");
    await page.locator('[data-kept="1"]').waitFor();
    await signOut(page);
    const dialog = page.getByRole("alertdialog", { name: "Sign out?" });
    await dialog.getByText("1 change is kept on this device and has not been sent.", { exact: false }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Sign out" }).click();
    await dialog.getByText("Handrail cannot be reached.", { exact: false }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Wipe this device" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    return { page, student };
  };

  test("left without a network: the device shows nothing more, and the kept mark waits for its maker alone", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const line = await stage.line();
    const context = await stage.device({ ...desktop, proxy: { server: line.server } });
    const { page, student } = await leftOffline(context, line, id);
    const databases = async (): Promise<(string | undefined)[]> =>
      (await page.evaluate(() => indexedDB.databases())).map(({ name }) => name);
    await expect.poll(databases, soon).toEqual(["handrail-marks"]);
    // Still without a network: going back shows nothing of her.
    await page.goto(`${stage.world.url}/sessions/${id}`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.content()).not.toMatch(/Okafor|Amara/);
    const [before] = await context.cookies();
    await line.mend(context);
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    const old = stage.world.client({ cookie: `${before?.name}=${before?.value}` });
    await expect
      .poll(
        () =>
          old.access.me.query().then(
            () => "open",
            () => "ended",
          ),
        soon,
      )
      .toBe("ended");

    await fillSignIn(page, "reyes@alder.example");
    await page.locator("[data-row]").first().waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await statusOf(page, student)).toBe("scheduled");
    expect(await page.locator("[data-kept]").count()).toBe(0);
    const [, second = ""] = await rowIds(page);
    await mark(page, second, "present");
    await expect.poll(() => takers(id), soon).toEqual([{ studentId: second, status: "present", by: "Mr Reyes" }]);
    // Her own has its answer and goes; the one of who left stays.
    await expect.poll(async () => (await onDevice(page, "handrail-marks", "items")).length, soon).toBe(1);
    await signOut(page);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();

    await fillSignIn(page, "okafor@alder.example");
    await isToday(page);
    await expect
      .poll(() => takers(id), soon)
      .toEqual([
        { studentId: second, status: "present", by: "Mr Reyes" },
        { studentId: student, status: "absent", by: "Ms Okafor" },
      ]);
    await expect.poll(() => onDevice(page, "handrail-marks", "items"), soon).toEqual([]);
  });

  test("somebody else who signs in in another tab takes the page over, and sees nothing of the first", async () => {
    const id = await runningSession(stage, "Social Skills Group");
    const context = await stage.device(desktop);
    await (await signedInPage(context, stage.world.url, "okafor@alder.example")).page.close();
    const page = await openTab(stage, context, id);
    const [student = ""] = await rowIds(page);
    await row(page, student).waitFor();
    const { page: other } = await signedInPage(context, stage.world.url, "novak@alder.example");
    await page.getByRole("heading", { level: 1, name: /Mr Novak/ }).waitFor();
    expect(await page.content()).not.toContain("Okafor");
    expect(await other.getByRole("heading", { level: 1 }).innerText()).toContain("Mr Novak");
    await expect.poll(() => onDevice(page, "handrail-rosters", "rosters"), soon).toEqual([]);
  });

  test("a newer Handrail is offered, comes when asked for, and leaves a note in mid-sentence", async () => {
    const folder = await mkdtemp(join(tmpdir(), "handrail-web-"));
    await cp(resolve(import.meta.dirname, "../dist"), folder, { recursive: true });
    // A copy of the same school: two servers do not share a database.
    const database = await createTestDatabase({ demo: true });
    const dataDir = await mkdtemp(join(tmpdir(), "handrail-data-"));
    const server = await startServer({
      databases: database.urls,
      dataDir,
      keyringFile: stage.world.keyringFile,
      port: 0,
      host: "127.0.0.1",
      logLevel: "error",
      webDir: folder,
    });
    try {
      const id = await runningSession(stage, "Reading Boost");
      const context = await stage.device(desktop);
      await (await signedInPage(context, server.url, "okafor@alder.example")).page.close();
      const page = await context.newPage();
      await page.goto(`${server.url}/sessions/${id}`);
      await isInstalled(page);
      await page.reload();
      await page.locator("[data-row]").first().waitFor();
      const banner = page.getByText("Handrail was updated.", { exact: false });
      expect(await banner.count()).toBe(0);
      const [student = ""] = await rowIds(page);
      await row(page, student).focus();
      await page.keyboard.press("n");
      const note = row(page, student).getByLabel(/^Note for/);
      await note.fill("Left early with");
      await expect.poll(async () => (await onDevice(page, "handrail-rosters", "drafts")).length, soon).toBe(1);

      const worker = join(folder, "sw.js");
      const source = await readFile(worker, "utf8");
      await writeFile(worker, source.replace(/"version":"[^"]+"/, '"version":"0123456789abcdef"'));
      // As when the window comes to the front again.
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await banner.waitFor();
      expect(await note.inputValue()).toBe("Left early with");
      expect(await faultsOf(page)).toEqual([]);
      await page.evaluate(() => Object.assign(window, { isOldPage: true }));
      await page.getByRole("button", { name: "Reload" }).click();
      await page.waitForFunction(() => !("isOldPage" in window));
      await row(page, student).waitFor();
      expect(await banner.count()).toBe(0);
      expect(await page.evaluate(() => caches.keys())).toEqual(["handrail-shell-0123456789abcdef"]);
      await row(page, student).focus();
      await page.keyboard.press("n");
      await expect.poll(() => note.inputValue(), soon).toBe("Left early with");
    } finally {
      await server.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    }
  });
});
