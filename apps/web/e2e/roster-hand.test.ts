import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { faultsOf } from "./audit.ts";
import { desktop, isWithoutBrowser, password, phone } from "./browser.ts";
import {
  mark,
  onDevice,
  openMenu,
  openRoster,
  openTab,
  row,
  rowIds,
  runningSession,
  soon,
  statusOf,
  storedMarks,
} from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const focusedRow = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"]);

describe.skipIf(isWithoutBrowser)("the roster by hand", () => {
  const stage = openStage();

  test("a guest is found by name, joins for today on every device, and is marked like the others", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const { page } = await openRoster(stage, id, { email: "reyes@alder.example", ...desktop });
    const other = await openRoster(stage, id, { email: "okafor@alder.example", ...phone });
    let reveals = 0;
    const counting = await stage.deviceOf("okafor@alder.example", desktop);
    counting.on("request", (request) => {
      if (request.url().includes("revealNames")) reveals += 1;
    });
    const watching = await openTab(stage, counting, id);
    expect(reveals).toBe(1);
    const before = new Set(await rowIds(page));
    await page.getByRole("button", { name: "Add student" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a student for today" });
    const field = dialog.getByLabel("Name or code");
    await expect.poll(() => field.evaluate((input) => input === document.activeElement), soon).toBe(true);
    const options = dialog.getByRole("list", { name: "Students" }).getByRole("button");
    await options.first().waitFor();
    await field.fill("zzz");
    await dialog.getByText("Nobody by “zzz” can be added.").waitFor();
    await field.fill("");
    const name = await options.first().locator("span").first().innerText();
    expect(name).not.toMatch(/^[A-Z]+-\d+$/);
    await field.fill(name);
    await expect.poll(() => options.count(), soon).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    await options.first().click();
    await expect.poll(async () => (await rowIds(page)).length, soon).toBe(before.size + 1);
    const guest = (await rowIds(page)).find((one) => !before.has(one)) ?? "";
    expect(await row(page, guest).getByRole("rowheader").innerText()).toMatch(new RegExp(`^${name}\\s+Guest`));
    await row(other.page, guest).getByText("Guest").waitFor();
    await row(watching, guest).getByText(name, { exact: true }).waitFor();
    // Each asking for names goes on record: once for the class, once for who came in.
    expect(reveals).toBe(2);
    await mark(other.page, guest, "present");
    await expect.poll(() => statusOf(page, guest), soon).toBe("present");
    const stored = (await storedMarks(stage, id)).find(({ studentId }) => studentId === guest);
    expect(stored).toMatchObject({ expectation: "guest", status: "present" });
    expect(await faultsOf(page)).toEqual([]);
  });

  test("who is not expected today leaves the list and comes back, on every device", async () => {
    const id = await runningSession(stage, "Social Skills Group");
    const { page } = await openRoster(stage, id, { email: "okafor@alder.example", ...desktop });
    const other = await openRoster(stage, id, { email: "reyes@alder.example", ...phone });
    const [first = "", second = ""] = await rowIds(page);
    const expectation = async (): Promise<string | undefined> =>
      (await storedMarks(stage, id)).find(({ studentId }) => studentId === first)?.expectation;
    await openMenu(page, first, "Not expected today");
    await row(page, first).waitFor({ state: "detached" });
    await row(other.page, first).waitFor({ state: "detached" });
    await expect.poll(() => focusedRow(page), soon).toBe(second);
    expect(await expectation()).toBe("not_expected");
    const apart = page.getByRole("region", { name: "Not expected today" });
    await apart.getByRole("heading", { name: "Not expected today (1)" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await apart.getByRole("button", { name: /^Expect .+ today$/ }).click();
    await row(page, first).waitFor();
    await row(other.page, first).waitFor();
    await apart.waitFor({ state: "detached" });
    await expect.poll(expectation, soon).toBe("expected");
  });

  test("tiles: a tap goes round the marks, Enter names them all", async () => {
    const id = await runningSession(stage, "Attendance Mentors");
    const { page } = await openRoster(stage, id, { email: "ito@alder.example", ...desktop });
    await page.getByRole("button", { name: "Show as tiles" }).click();
    await page.locator("button[data-row]").first().waitFor();
    const [first = "", second = "", third = ""] = await rowIds(page);
    const stored = async (studentId: string): Promise<string | undefined> =>
      (await storedMarks(stage, id)).find((one) => one.studentId === studentId)?.status;
    for (const status of ["present", "tardy", "absent", "excused", "present", "tardy"]) {
      await row(page, first).click();
      await expect.poll(() => statusOf(page, first), soon).toBe(status);
    }
    await expect.poll(() => stored(first), soon).toBe("tardy");
    await page
      .getByRole("button", { name: /, Tardy/ })
      .and(row(page, first))
      .waitFor();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focusedRow(page), soon).toBe(second);
    await page.keyboard.press("Enter");
    const menu = page.getByRole("menu");
    await menu.waitFor();
    await expect
      .poll(
        () =>
          menu
            .getByRole("menuitem")
            .first()
            .evaluate((item) => item === document.activeElement),
        soon,
      )
      .toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await menu.waitFor({ state: "detached" });
    await expect.poll(() => stored(second), soon).toBe("absent");
    await expect.poll(() => focusedRow(page), soon).toBe(second);
    await row(page, third).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Excused" }).click();
    await expect.poll(() => stored(third), soon).toBe("excused");
    await menu.waitFor({ state: "detached" });
    expect(await faultsOf(page)).toEqual([]);
  });

  test("a long press on a tile opens the menu and marks nothing", async () => {
    const id = await runningSession(stage, "Attendance Mentors");
    const { context, page } = await openRoster(stage, id, { email: "ito@alder.example", ...phone });
    await page.getByRole("button", { name: "More for this roster" }).tap();
    await page.getByRole("menuitem", { name: "Show as tiles" }).tap();
    const tile = page.locator("button[data-row]").last();
    await tile.scrollIntoViewIfNeeded();
    const before = await tile.getAttribute("data-status");
    const box = await tile.boundingBox();
    const touch = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 40 };
    const finger = await context.newCDPSession(page);
    await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [touch] });
    await page.getByRole("menu").waitFor();
    await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await page.getByRole("menuitem", { name: "History" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    expect(await tile.getAttribute("data-status")).toBe(before);
  });

  test("a note in mid-sentence survives a reload, and an ended sign-in", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const { page } = await openRoster(stage, id, { email: "okafor@alder.example", ...desktop });
    const [student = ""] = await rowIds(page);
    const note = row(page, student).getByLabel(/^Note for/);
    await row(page, student).focus();
    await page.keyboard.press("n");
    await note.fill("Came with the bus, which");
    const drafts = async (): Promise<number> => (await onDevice(page, "handrail-rosters", "drafts")).length;
    await expect.poll(drafts, soon).toBe(1);
    expect(await faultsOf(page)).toEqual([]);
    await page.reload();
    await row(page, student).waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    await row(page, student).focus();
    await page.keyboard.press("n");
    await expect.poll(() => note.inputValue(), soon).toBe("Came with the bus, which");
    await note.press("End");
    await note.pressSequentially(" was late");
    const elsewhere = await stage.world.signIn("okafor@alder.example");
    await elsewhere.client.access.endOtherSignIns.mutate();
    const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
    await dialog.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByLabel("Password", { exact: true }).fill(password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await note.inputValue()).toBe("Came with the bus, which was late");
    await note.focus();
    await page.keyboard.press("Control+Enter");
    await note.waitFor({ state: "detached" });
    await expect
      .poll(async () => (await storedMarks(stage, id)).find(({ studentId }) => studentId === student)?.note, soon)
      .toBe("Came with the bus, which was late");
    await expect.poll(drafts, soon).toBe(0);
  });

  test("two tabs of one person send each mark once, and one goes on when the other closes", async () => {
    const id = await runningSession(stage, "Check-in/Check-out");
    const { context, page: one } = await openRoster(stage, id, { email: "park@alder.example", ...desktop });
    const two = await openTab(stage, context, id);
    const ids = await rowIds(one);
    const before = await storedMarks(stage, id);
    const answeredMarks: string[] = [];
    context.on("response", (response) => {
      if (!response.url().includes("attendance.record")) return;
      const sent = (response.request().postData() ?? "").matchAll(/"mutationId":"([^"]+)"/g);
      answeredMarks.push(...Array.from(sent, ([, mutationId = ""]) => mutationId));
    });
    await context.setOffline(true);
    for (const studentId of ids.slice(0, 3)) await mark(one, studentId, "present");
    for (const studentId of ids.slice(3, 6)) await mark(two, studentId, "absent");
    await one.locator('[data-kept="6"]').waitFor();
    await two.locator('[data-kept="6"]').waitFor();
    // The first tab holds the sending; closing it must not leave the marks behind.
    await one.close();
    await context.setOffline(false);
    const stored = async (): Promise<string[]> => (await storedMarks(stage, id)).map(({ status }) => status).sort();
    const rest = ids.slice(6).map(() => "scheduled");
    await expect.poll(stored, soon).toEqual(["absent", "absent", "absent", "present", "present", "present", ...rest]);
    await two.locator("[data-kept]").waitFor({ state: "detached" });
    expect(new Set(answeredMarks).size).toBe(answeredMarks.length);
    const three = await openTab(stage, context, id);
    const [seventh = "", eighth = ""] = ids.slice(6);
    await Promise.all([mark(two, seventh, "present"), mark(three, eighth, "present")]);
    await expect.poll(async () => (await stored()).filter((status) => status === "scheduled").length, soon).toBe(0);
    await expect.poll(() => statusOf(three, seventh), soon).toBe("present");
    await expect.poll(() => statusOf(two, eighth), soon).toBe("present");
    const after = await storedMarks(stage, id);
    expect(after.map(({ version }, index) => version - (before[index]?.version ?? 0))).toEqual(ids.map(() => 1));
  });

  test("who else is here stands in the strip, and is gone after closing", async () => {
    const id = await runningSession(stage, "Maths Fluency");
    const { page } = await openRoster(stage, id, { email: "ito@alder.example", ...desktop });
    const present = page.getByRole("list", { name: "Also on this roster" });
    expect(await present.count()).toBe(0);
    const other = await openRoster(stage, id, { email: "park@alder.example", ...phone });
    await present.getByText("Ms Park").waitFor({ state: "attached" });
    await other.page
      .getByRole("list", { name: "Also on this roster" })
      .getByText("Mr Ito")
      .waitFor({ state: "attached" });
    await other.page.close();
    await present.waitFor({ state: "detached" });
  });
});
