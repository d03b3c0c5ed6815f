import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo school are the seed's own
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { openStage } from "./stage.ts";

const soon = { timeout: 15_000, interval: 100 };

describe.skipIf(isWithoutBrowser)("Today in a browser", () => {
  const stage = openStage();

  const open = async (email: string, path = "/", options: Parameters<typeof stage.deviceOf>[1] = desktop) => {
    const device = await stage.deviceOf(email, options);
    const page = await device.newPage();
    await page.goto(stage.world.url + path);
    await page.getByRole("heading", { name: "Worth a look" }).waitFor();
    return { device, page };
  };
  const lines = (page: Page) => page.locator("#main [data-row]");
  const hints = (page: Page) => page.getByRole("complementary", { name: "Worth a look" });

  test("a form master sees follow-ups among her sessions, by name, and keys take her to the nth", async () => {
    const { page } = await open("park@alder.example");
    const due = page.getByRole("heading", { level: 3, name: /^Follow-up: / });
    await due.first().waitFor();
    // Names come after the codes; what is spoken says the same.
    await expect.poll(async () => (await due.first().innerText()).match(/[A-Z]{3,}-\d+/), soon).toBeNull();
    expect(await lines(page).first().getAttribute("aria-keyshortcuts")).toBe("1");
    await page.keyboard.press("j");
    await expect
      .poll(() =>
        lines(page)
          .first()
          .evaluate((line) => line === document.activeElement),
      )
      .toBe(true);
    // A follow-up opens the recorder with its student over this page; nothing is looked for again.
    const nth = await due.first().locator("xpath=ancestor::li").locator("[data-row]").getAttribute("aria-keyshortcuts");
    await page.keyboard.press(nth ?? "");
    await page.getByRole("dialog").waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
  });

  test("shows seven lines of a full day, and the rest on asking", async () => {
    const { page } = await open("reyes@alder.example", "/?scope=school");
    const more = page.getByRole("button", { name: /^Show \d+ more$/ });
    await more.waitFor();
    const left = page.locator("section li:has(h3)");
    expect(await left.count()).toBe(7);
    const hidden = Number(/\d+/.exec(await more.innerText())?.[0]);
    await more.click();
    await expect.poll(() => left.count()).toBe(7 + hidden);
  });

  test("a hint that is put off goes, for good until its day; undo brings it back; following it is counted", async () => {
    const { page } = await open("haddad@alder.example", "/?scope=school");
    const rows = hints(page).getByRole("listitem");
    await rows.first().waitFor();
    const asked = await rows.count();
    // By what it is about: its words begin with a code, and with a name once that has come.
    const idOf = async () => (await rows.first().getAttribute("data-hint")) ?? "";
    const one = page.locator(`[data-hint="${await idOf()}"]`);
    const answers = async () =>
      stage.pool<{ answer: string }[]>`
        select answer from hint_answers where user_id = ${demoIds.user("alder", "haddad")} order by created_at`;
    await one.getByRole("button", { name: /^Not for 14 days/ }).click();
    await page
      .getByText(/^Put off until /)
      .first()
      .waitFor();
    expect((await answers()).map(({ answer }) => answer)).toEqual(["snoozed"]);
    await page.reload();
    await rows.first().waitFor();
    expect(await one.count()).toBe(0);
    // Undo stands in the sentence that told of it.
    const other = page.locator(`[data-hint="${await idOf()}"]`);
    await other.getByRole("button", { name: /^Not for 14 days/ }).click();
    await other.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).press("Enter");
    await other.waitFor();
    expect((await answers()).map(({ answer }) => answer)).toEqual(["snoozed"]);
    expect(asked).toBeGreaterThan(1);
    await rows.first().locator("[data-row]").click();
    await expect.poll(async () => (await answers()).map(({ answer }) => answer), soon).toEqual(["snoozed", "accepted"]);
  });

  test("a follow-up that somebody moves is on the page without a reload", async () => {
    const { page } = await open("park@alder.example");
    await page.getByText("Live", { exact: true }).waitFor();
    const { client } = await stage.world.signIn("park@alder.example");
    const [first] = (await client.today.read.query({ scope: "mine" })).followUps;
    if (first === undefined) throw new Error("The demo has no follow-up due");
    const due = page.getByRole("heading", { level: 3, name: /^Follow-up: / });
    const button = page.getByRole("button", { name: /^Show \d+ more$/ });
    if ((await button.count()) > 0) await button.click();
    const before = await due.count();
    const { case: row } = await client.casework.one.query({ caseId: first.caseId });
    await client.casework.changeStatus.mutate({
      mutationId: crypto.randomUUID(),
      caseId: first.caseId,
      version: row.version,
      status: "closed",
      resolutionNotes: "Settled.",
    });
    await expect.poll(() => due.count(), soon).toBe(before - 1);
  });

  test("absences without a meeting open the recorder with the days that were missed", async () => {
    const { page } = await open("park@alder.example");
    const meet = hints(page).getByRole("button", { name: /^Meet: .* absent on / });
    await meet.first().click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const words = () => dialog.locator("[name=absenceReason]").inputValue();
    await expect.poll(words, soon).toMatch(/^Absent on \w{3} \d+ \w{3,4}, /);
  });

  test("whoever has no sessions sees their own day", async () => {
    const { page } = await open("novak@alder.example");
    await page.getByRole("heading", { name: "Nothing due today" }).waitFor();
    expect(await page.getByRole("link", { name: "See other days" }).count()).toBe(0);
    expect(await page.getByRole("navigation", { name: "Whose day" }).count()).toBe(0);
  });

  test("without a network it shows what it had, and says which buttons wait", async () => {
    const { device, page } = await open("park@alder.example");
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page
      .getByRole("heading", { level: 3, name: /^Follow-up: / })
      .first()
      .waitFor();
    await device.setOffline(true);
    await page.reload();
    await page.getByText(/^As of \d\d:\d\d/).waitFor();
    await page
      .getByRole("heading", { level: 3, name: /^Follow-up: / })
      .first()
      .waitFor();
    const notNow = page.getByRole("button", { name: /^Not for 14 days/ }).first();
    await expect.poll(() => notNow.isDisabled(), soon).toBe(true);
    await device.setOffline(false);
    await page.getByText("Live", { exact: true }).waitFor();
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("accessible and within the window, %s", async (colorScheme, options) => {
    for (const [email, path] of [
      ["park@alder.example", "/"],
      ["reyes@alder.example", "/?scope=school"],
    ] as const) {
      const { page } = await open(email, path, { ...options, colorScheme });
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
  });
});
