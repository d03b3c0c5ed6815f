import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";

import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, password, phone } from "./browser.ts";
import { copyIsKept, mark, openTab, row, rowIds, runningSession, soon, statusOf, storedMarks } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const email = "okafor@alder.example";
const pin = "4821";

describe.skipIf(isWithoutBrowser)("a shared device", () => {
  const stage = openStage();
  let sessionId: string;
  beforeAll(async () => {
    sessionId = await runningSession(stage, "Reading Boost");
  });

  const cover = (page: Page) => page.getByRole("dialog", { name: "This device is locked" });
  const unlock = async (page: Page, digits: string): Promise<void> => {
    await cover(page).getByLabel("PIN").fill(digits);
    await cover(page).getByRole("button", { name: "Unlock" }).click();
  };

  /** Marks the device as shared, as a person does it. */
  const share = async (page: Page): Promise<void> => {
    await page.goto(`${stage.world.url}/account`);
    await page.getByRole("button", { name: /^(Set a|Change the) PIN$/ }).click();
    await page.getByLabel("New PIN").fill(pin);
    await page.getByLabel("Your password", { exact: true }).fill(password);
    await page.getByRole("button", { name: /^(Set|Change) the PIN$/ }).click();
    const shared = page.getByRole("switch", { name: "This device is shared" });
    await expect.poll(() => shared.isEnabled(), soon).toBe(true);
    await shared.check();
    await page.getByRole("button", { name: "Lock now" }).waitFor();
  };

  test("locks after ten minutes without a touch, keeps marks and words, and opens to the PIN alone", async () => {
    const context = await stage.deviceOf(email, phone);
    const setUp = await context.newPage();
    await share(setUp);
    await setUp.close();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${stage.world.url}/sessions/${sessionId}`);
    await page.locator("[data-row]").first().waitFor();
    const [first = "", second = ""] = await rowIds(page);
    await row(page, second)
      .getByRole("button", { name: /^More for/ })
      .click();
    await page.getByRole("menuitem", { name: /note/i }).click();
    await page.getByRole("textbox", { name: /Note/i }).fill("Half a sentence");
    await context.setOffline(true);
    await mark(page, first, "absent");
    await expect.poll(() => statusOf(page, first), soon).toBe("absent");
    await page.getByRole("button", { name: /^Offline · 1 kept/ }).waitFor(soon);

    await page.clock.runFor(9 * 60_000);
    expect(await cover(page).count()).toBe(0);
    await page.clock.runFor(90_000);
    await cover(page).waitFor(soon);
    expect(await axeViolations(page)).toEqual([]);
    // Neither seen nor heard nor printed.
    expect(await page.getByRole("row").count()).toBe(0);
    expect(await page.locator("#root").evaluate((root) => getComputedStyle(root).visibility)).toBe("hidden");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#root").evaluate((root) => getComputedStyle(root).display)).toBe("none");
    await page.emulateMedia({ media: "screen" });
    for (let press = 0; press < 3; press += 1) await page.keyboard.press("Escape");
    expect(await cover(page).isVisible()).toBe(true);
    await page.keyboard.press("p");
    expect(await statusOf(page, second)).toBe("scheduled");

    await unlock(page, pin);
    await page.getByText("You are offline. The PIN is checked by the school's server").waitFor(soon);
    await context.setOffline(false);
    await unlock(page, "0000");
    await page.getByText("This is not your PIN. 4 tries are left.").waitFor(soon);
    await unlock(page, pin);
    await cover(page).waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: /Note/i }).inputValue()).toBe("Half a sentence");
    await expect
      .poll(async () => (await storedMarks(stage, sessionId)).find((one) => one.studentId === first)?.status, soon)
      .toBe("absent");
  });

  test("a lock that is still on its way does not lock again what the PIN has opened", async () => {
    const context = await stage.deviceOf(email, desktop);
    const page = await context.newPage();
    await share(page);
    let arrive = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    await page.route(/access\.lock/, async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(/access\.lock/);
    await page.getByRole("button", { name: "Lock now" }).click();
    await asked;
    await unlock(page, pin);
    const locked = page.waitForResponse(/access\.lock/);
    arrive();
    await locked;
    await cover(page).waitFor({ state: "detached" });
    await page.getByText("Live", { exact: true }).waitFor();
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    expect(await stage.world.client({ cookie }).access.me.query()).toMatchObject({ email });
    expect(await cover(page).count()).toBe(0);
  });

  test("stays locked over a reload and in every tab, and the fifth wrong PIN asks for the password", async () => {
    const context = await stage.deviceOf(email, desktop);
    const page = await context.newPage();
    await share(page);
    const other = await openTab(stage, context, sessionId);
    await page.getByRole("button", { name: "Lock now" }).click();
    await cover(page).waitFor();
    await cover(other).waitFor();
    await other.reload();
    await cover(other).waitFor();
    expect(await other.locator("#main").count()).toBe(0);
    // The cookie alone opens nothing, cover or not.
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const { access } = stage.world.client({ cookie });
    const refusal = () =>
      access.me.query().then(
        () => "none",
        (error: { data: { situation: string } }) => error.data.situation,
      );
    await expect.poll(refusal, soon).toBe("DEVICE_LOCKED");

    for (const left of ["4 tries are", "3 tries are", "2 tries are", "1 try is"]) {
      await unlock(page, "9999");
      await page.getByText(`This is not your PIN. ${left} left.`).waitFor(soon);
    }
    await unlock(page, "9999");
    await cover(page).getByText("Too many wrong PINs. Sign in with your password.").waitFor(soon);
    expect(await page.getByRole("heading", { name: "Account" }).count()).toBe(0);
    expect(await cover(page).getByLabel("E-mail address").inputValue()).toBe(email);
    await cover(page).getByLabel("Password", { exact: true }).fill(password);
    await cover(page).getByRole("button", { name: "Sign in", exact: true }).click();
    await cover(page).waitFor({ state: "detached" });
    await cover(other).waitFor({ state: "detached" });
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
  });

  test("can be left without the PIN: the copies go, the device stays shared, and the next person is told", async () => {
    const context = await stage.deviceOf(email, desktop);
    const page = await context.newPage();
    await share(page);
    const roster = await openTab(stage, context, sessionId);
    await expect.poll(() => copyIsKept(roster, sessionId), soon).toBe(true);
    await page.getByRole("button", { name: /^You:/ }).click();
    await page.getByRole("menuitem", { name: "Lock now" }).click();
    await cover(page).getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor(soon);
    await expect.poll(() => copyIsKept(page, sessionId), soon).toBe(false);

    await page.getByLabel("E-mail address").fill("ito@alder.example");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("This device is shared. Without a PIN of yours").waitFor(soon);
  });
});
