import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo school are the seed's own
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { openStage } from "./stage.ts";

const soon = { timeout: 15_000, interval: 100 };

describe.skipIf(isWithoutBrowser)("the inbox in a browser", () => {
  const stage = openStage();

  const open = async (email: string, path = "/inbox", options: Parameters<typeof stage.deviceOf>[1] = desktop) => {
    const device = await stage.deviceOf(email, options);
    const page = await device.newPage();
    await page.goto(stage.world.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    return { device, page };
  };
  const lines = (page: Page) => page.locator("[data-line]");
  const ids = (page: Page) => lines(page).evaluateAll((all) => all.map((line) => line.getAttribute("data-line") ?? ""));
  const stored = async (id: string) => {
    const [row] = await stage.pool<{ isDone: boolean; until: string | null; isRead: boolean }[]>`
      select done_at is not null as "isDone", snoozed_until::text as until, read_at is not null as "isRead"
        from notifications where id = ${id}`;
    return row;
  };

  test("keys alone: there, down, done, undone, put off, and into the subject", async () => {
    const { page } = await open("reyes@alder.example", "/");
    await page.getByRole("heading", { name: "Worth a look" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await page.getByRole("heading", { level: 1, name: "Inbox" }).waitFor();
    await lines(page).nth(2).waitFor();
    const [first = "", second = "", third = ""] = await ids(page);
    await page.keyboard.press("j");
    await page.keyboard.press("e");
    await expect.poll(() => ids(page)).not.toContain(first);
    await expect.poll(async () => (await stored(first))?.isDone, soon).toBe(true);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => ids(page), soon).toContain(first);
    expect((await stored(first))?.isDone).toBe(false);
    await page.locator(`[data-line="${second}"]`).focus();
    await page.keyboard.press("h");
    await expect.poll(async () => (await stored(second))?.until ?? null, soon).toMatch(/^\d{4}-\d\d-\d\d$/);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-line"))).toBe(third);
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).pathname, soon).not.toBe("/inbox");
    await expect.poll(async () => (await stored(third))?.isRead, soon).toBe(true);
  });

  test("what comes in is there without a reload, in the list and in the count of another page", async () => {
    const { page } = await open("reyes@alder.example");
    const { page: elsewhere } = await open("reyes@alder.example", "/account");
    await page.getByText("Live", { exact: true }).waitFor();
    await elsewhere.getByText("Live", { exact: true }).waitFor();
    const bell = elsewhere.getByRole("link", { name: /^Inbox/ }).first();
    const unread = async (): Promise<number> => Number(/\d+/.exec((await bell.textContent()) ?? "")?.[0] ?? 0);
    await lines(page).first().waitFor();
    const { client: own } = await stage.world.signIn("reyes@alder.example");
    const { unread: countBefore } = await own.notifications.count.query();
    await expect.poll(unread, soon).toBe(countBefore);
    const before = await ids(page);
    const { client } = await stage.world.signIn("park@alder.example");
    const today = (await client.today.read.query({ scope: "mine" })).day;
    await client.casework.recordMeeting.mutate({
      mutationId: crypto.randomUUID(),
      studentId: demoIds.student("alder", 71),
      meetingDate: today,
      absenceReason: "Overslept.",
      rootCause: "health",
      interventionNotes: "Asked @Mr Reyes for a place.",
      actionPlan: "An alarm clock.",
      followUpDate: null,
      urgency: "low",
      ifActive: "join",
    });
    await expect.poll(async () => (await ids(page)).length, soon).toBe(before.length + 1);
    await expect.poll(unread, soon).toBe(countBefore + 1);
    await page.getByRole("link", { name: "Mentions" }).click();
    await expect.poll(() => lines(page).allInnerTexts(), soon).toHaveLength(1);
    expect(await lines(page).first().innerText()).toContain("You were mentioned");
    // Done on one device is done on the other.
    await page.getByRole("button", { name: /^Done: You were mentioned/ }).click();
    await page.getByRole("heading", { name: /^Nothing under Mentions at \d\d:\d\d$/ }).waitFor();
    await expect.poll(unread, soon).toBe(countBefore);
  });

  test("an escalation waits for its person: there is no putting it off", async () => {
    const { page } = await open("reyes@alder.example", "/inbox?tab=escalations");
    await lines(page).first().waitFor();
    expect(await page.getByRole("button", { name: /^Put off/ }).count()).toBe(0);
    await page.getByText("A colleague needs your answer", { exact: false }).waitFor();
  });

  test("an empty inbox says since when; one that cannot be asked keeps its lines, as of their time", async () => {
    const { page: empty } = await open("novak@alder.example");
    await empty.getByRole("heading", { name: /^Inbox clear at \d\d:\d\d$/ }).waitFor();
    const { device, page } = await open("reyes@alder.example");
    await lines(page).first().waitFor();
    await device.setOffline(true);
    await page.getByText(/^As of \d\d:\d\d/).waitFor();
    expect(await lines(page).count()).toBeGreaterThan(0);
    expect(await page.getByRole("button", { name: /^Done/ }).first().isDisabled()).toBe(true);
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("accessible and within the window, %s", async (colorScheme, options) => {
    for (const email of ["park@alder.example", "novak@alder.example"]) {
      const { page } = await open(email, "/inbox", { ...options, colorScheme });
      await page.getByRole("status").filter({ hasText: "loading" }).waitFor({ state: "detached" });
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
  });
});
