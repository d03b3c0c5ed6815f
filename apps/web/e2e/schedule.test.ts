import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo are the seed's
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const socialSkills = demoIds.intervention("alder", "social-skills");

describe.skipIf(isWithoutBrowser)("planning sessions", () => {
  const stage = openStage();

  const openSessions = async (email: string, options: object = desktop): Promise<Page> => {
    const page = await (await stage.deviceOf(email, options)).newPage();
    await page.goto(`${stage.world.url}/interventions/${socialSkills}?part=sessions`);
    await page.getByRole("table", { name: "Sessions, to come" }).waitFor(soon);
    return page;
  };
  const rowsOf = (page: Page): Locator => page.getByRole("table", { name: "Sessions, to come" }).locator("tbody tr");
  const mondays = async (sheet: Locator): Promise<void> => {
    for (const name of ["Tuesday", "Thursday"]) await sheet.getByRole("checkbox", { name }).press("Space");
    await sheet.getByRole("checkbox", { name: "Monday" }).waitFor();
  };

  test(
    "a schedule is looked at, its clash settled, saved, and seen at once by a colleague",
    { timeout: 90_000 },
    async () => {
      const [page, colleague] = await Promise.all([
        openSessions("reyes@alder.example"),
        openSessions("haddad@alder.example"),
      ]);
      const before = await rowsOf(colleague).count();
      await page.keyboard.press("n");
      const sheet = page.getByRole("dialog", { name: "Schedule sessions" });
      await sheet.getByRole("checkbox", { name: "Monday" }).press("Space");
      await mondays(sheet);
      // Ms Okafor leads Reading Boost at half past nine on Mondays, in the same room.
      await sheet.getByLabel("Starts at").fill("09:30");
      const clash = sheet.locator('[data-state="clash"]');
      await clash.first().waitFor(soon);
      expect(await clash.first().innerText()).toMatch(/Ms Okafor leads Reading Boost, 09:30 to 10:00/);
      expect(await clash.first().innerText()).toMatch(/Room 4 is taken by Reading Boost/);
      const save = sheet.getByRole("button", { name: /^Schedule \d+ sessions?$/ });
      expect(await save.isDisabled()).toBe(true);
      expect(await axeViolations(page)).toEqual([]);

      await clash
        .first()
        .getByRole("button", { name: /^Hold the session of .* at \d\d:\d\d$/ })
        .first()
        .click();
      await expect.poll(() => save.isEnabled(), soon).toBe(true);
      const count = Number(/\d+/.exec(await save.innerText())?.[0]);
      await save.click();
      await page.getByText(`${count} sessions scheduled.`).waitFor(soon);
      await sheet.waitFor({ state: "detached" });
      await expect.poll(() => rowsOf(colleague).count(), soon).toBe(before + count);
      const [overlap] = await stage.pool<{ n: number }[]>`
        select count(*)::int as n from bookings a join bookings b on a.resource_id = b.resource_id and a.id < b.id
          and a.during && b.during and a.active and b.active`;
      expect(overlap?.n).toBe(0);
    },
  );

  test("several days at times of their own, and the first Monday of every month, in one schedule", async () => {
    const page = await openSessions("reyes@alder.example");
    await page.getByRole("button", { name: "Schedule sessions" }).click();
    const sheet = page.getByRole("dialog", { name: "Schedule sessions" });
    await sheet.getByRole("checkbox", { name: "Wednesday" }).press("Space");
    await mondays(sheet);
    await sheet.getByLabel("Starts at").fill("14:15");
    await sheet.getByRole("button", { name: "Add another time" }).press("Enter");
    const second = sheet.getByRole("group", { name: "Second time" });
    await second.getByLabel("How often").selectOption({ label: "Every month, on a weekday" });
    await second.getByLabel("Weekday").selectOption({ label: "Monday" });
    await second.getByLabel("Starts at").fill("15:00");
    // Far enough for a first Monday, in the term that follows as well.
    const later = new Date(Date.now() + 70 * 86_400_000).toISOString().slice(0, 10);
    await second.getByLabel("Until").fill(later);
    const preview = sheet.getByRole("region", { name: "Preview" });
    const mondaysAt = preview.getByRole("listitem").filter({ hasText: /Mon \d+ \w+, 15:00/ });
    await mondaysAt.first().waitFor(soon);
    // On the days of a first week of a month alone, and beside them the Wednesdays at their own time.
    for (const text of await mondaysAt.allInnerTexts()) expect(Number(/Mon (\d+)/.exec(text)?.[1])).toBeLessThan(8);
    expect(await preview.getByText(/Wed \d+ \w+, 14:15/).count()).toBeGreaterThan(0);
    expect(await preview.getByText(/(Tue|Thu) \d+ \w+, \d\d:\d\d to/).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize(phone.viewport);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize(desktop.viewport);
    await sheet.getByRole("button", { name: "Remove the second time" }).click();
    await expect.poll(() => mondaysAt.count(), soon).toBe(0);
    await second.waitFor({ state: "detached" });
  });

  test("a session is moved, cancelled and brought back by the keyboard alone", { timeout: 90_000 }, async () => {
    const page = await openSessions("reyes@alder.example");
    const last = rowsOf(page).last();
    const id = await last.getAttribute("data-session");
    const row = page.locator(`[data-session="${id}"]`);
    const stored = async () =>
      (
        await stage.pool<{ status: string; facilitator: string; room: string | null }[]>`
          select s.status, u.name as facilitator, l.name as room from sessions s left join users u on u.id = s.facilitator_id
            left join locations l on l.id = s.location_id where s.id = ${id}`
      )[0];
    const open = async (): Promise<Locator> => {
      await row.getByRole("button", { name: /^Change/ }).focus();
      await page.keyboard.press("Enter");
      const sheet = page.getByRole("dialog", { name: /^Session of/ });
      await sheet.waitFor(soon);
      return sheet;
    };

    const moving = await open();
    await moving.getByLabel("Room", { exact: true }).selectOption({ label: "Room 2 (10 places)" });
    await moving.getByText("Everyone is free then.").waitFor(soon);
    await moving.getByRole("button", { name: "Move the session" }).press("Enter");
    await page.getByText("Moved.").waitFor(soon);
    await expect.poll(async () => (await stored())?.room, soon).toBe("Room 2");

    const changing = await open();
    await changing.getByRole("tab", { name: "Move" }).press("ArrowRight");
    await changing.getByRole("button", { name: "Let Mr Ito lead it" }).press("Enter");
    await expect.poll(async () => (await stored())?.facilitator, soon).toBe("Mr Ito");
    await row.getByText("Substitute for Ms Okafor").waitFor(soon);

    const cancelling = await open();
    await cancelling.getByRole("tab", { name: "Cancel" }).click();
    await cancelling.getByRole("button", { name: "Cancel the session" }).press("Enter");
    await cancelling.getByText("Say why, in a few words.").waitFor();
    await cancelling.getByLabel("Reason").fill("School trip");
    await cancelling.getByRole("button", { name: "Cancel the session" }).press("Enter");
    await row.getByText("School trip").waitFor(soon);
    expect((await stored())?.status).toBe("cancelled");
    await page.getByRole("button", { name: "Undo" }).last().click();
    await expect.poll(async () => (await stored())?.status, soon).toBe("scheduled");
  });

  test("what was not taken, and a calendar address that is shown once", { timeout: 90_000 }, async () => {
    const context = await stage.deviceOf("okafor@alder.example", phone);
    const page = await context.newPage();
    await page.goto(`${stage.world.url}/sessions`);
    await page.getByRole("link", { name: "Not taken yet" }).click();
    await page.getByRole("heading", { level: 1, name: "Not taken yet" }).waitFor(soon);
    await page
      .getByRole("link", { name: /^Take roll: Social Skills Group/ })
      .first()
      .waitFor(soon);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axeViolations(page)).toEqual([]);

    await page.goto(`${stage.world.url}/sessions/calendar`);
    await page.getByRole("button", { name: "Make an address" }).click();
    const address = await page.getByLabel("Your new address").inputValue();
    expect((await fetch(address)).headers.get("content-type")).toContain("text/calendar");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.emulateMedia({ colorScheme: "dark" });
    // The colours change over a moment.
    await expect.poll(() => axeViolations(page), soon).toEqual([]);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^End/ }).first().click();
    await expect.poll(async () => (await fetch(address)).status, soon).toBe(404);
    await page.getByText("None.").waitFor(soon);
  });

  test("on a phone the schedule and the sessions fit, light and dark", { timeout: 90_000 }, async () => {
    const page = await openSessions("reyes@alder.example", phone);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Schedule sessions" }).click();
    const sheet = page.getByRole("dialog", { name: "Schedule sessions" });
    await sheet.getByRole("region", { name: "Preview" }).waitFor(soon);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    // The colours change over a moment.
    await expect.poll(() => axeViolations(page), soon).toEqual([]);
  });
});
