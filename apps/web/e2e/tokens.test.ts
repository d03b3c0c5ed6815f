import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { faultsOf } from "./audit.ts";
import { desktop, isWithoutBrowser, overflow, password, phone } from "./browser.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

describe.skipIf(isWithoutBrowser)("tokens for programs", () => {
  const stage = openStage();

  const open = async (page: Page): Promise<void> => {
    await page.goto(`${stage.world.url}/account`);
    await page.getByRole("heading", { name: "Tokens for programs" }).waitFor();
  };

  const rest = async (token: string): Promise<number> => {
    const { status } = await fetch(`${stage.world.url}/api/interventions/meetings/`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return status;
  };

  test("one is made, shown once, opens the REST door, is seen in the list, and ends", async () => {
    const context = await stage.deviceOf("park@alder.example", desktop);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: stage.world.url });
    const page = await context.newPage();
    await open(page);
    await page.getByText("No program acts in your name.").waitFor();
    expect(await page.getByRole("link", { name: "What programs can do" }).getAttribute("href")).toBe("/api/docs/");

    // By keyboard alone: what is wrong is named, and the first of it has the focus.
    await page.getByRole("button", { name: "Make a token" }).focus();
    await page.keyboard.press("Enter");
    const name = page.getByLabel("Program", { exact: true });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement), soon).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByText("Say which program it is for.").waitFor();
    await page.getByText("Write your password.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.type("Attendance office");
    // Cases is chosen, since that is what programs come for.
    expect(await page.getByLabel("Cases", { exact: true }).isChecked()).toBe(true);
    await page.getByLabel("Days until it ends").fill("400");
    await page.getByLabel("Your password").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByText("Write whole days, 1 to 365.").waitFor();
    await page.getByLabel("Days until it ends").fill("30");
    await page.keyboard.press("Enter");
    const secret = page.getByLabel("Your password");
    await expect.poll(() => secret.evaluate((field) => field === document.activeElement), soon).toBe(true);
    expect(await secret.getAttribute("aria-invalid")).toBe("true");
    await secret.fill(password);
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "The token of Attendance office" }).waitFor();
    const token = await page.locator("code").innerText();
    expect(token).toMatch(/^handrail_[\w-]{43}$/);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Token copied.").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
    await page.getByRole("button", { name: "I have kept it" }).click();
    const make = page.getByRole("button", { name: "Make a token" });
    await expect.poll(() => make.evaluate((button) => button === document.activeElement), soon).toBe(true);
    expect(await page.content()).not.toContain(token);

    const row = page.getByRole("listitem").filter({ hasText: "Attendance office" });
    await row.getByText("May use Cases").waitFor();
    await row.getByText("not used yet", { exact: false }).waitFor();
    expect(await rest(token)).toBe(200);
    await expect
      .poll(async () => {
        await open(page);
        await row.waitFor();
        return row.innerText();
      }, soon)
      .toContain("last used");
    expect(await page.content()).not.toContain(token);

    await row.getByRole("button", { name: "End the token of Attendance office" }).click();
    const dialog = page.getByRole("alertdialog", { name: "End this token?" });
    await dialog.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await rest(token)).toBe(200);
    await row.getByRole("button", { name: "End the token of Attendance office" }).click();
    await dialog.getByRole("button", { name: "End the token" }).click();
    await page.getByText("No program acts in your name.").waitFor();
    expect(await rest(token)).toBe(401);
  });

  test("on a phone; and a list that does not come can be asked for again", async () => {
    const page = await (await stage.deviceOf("okafor@alder.example", phone)).newPage();
    let isBroken = true;
    await page.route("**/trpc/**apiTokens**", (route) =>
      isBroken ? route.fulfill({ status: 500, body: "" }) : route.continue(),
    );
    await open(page);
    await page.getByRole("heading", { name: "The tokens did not load" }).waitFor();
    // The rest of the page is there all the same.
    await page.getByRole("heading", { name: "Password", exact: true }).waitFor();
    isBroken = false;
    await page
      .locator("section")
      .filter({ hasText: "Tokens for programs" })
      .getByRole("button", { name: "Retry" })
      .click();
    await page.getByText("No program acts in your name.").waitFor();
    await page.getByRole("button", { name: "Make a token" }).click();
    // Only tools that the person has.
    expect(await page.getByLabel("Interventions", { exact: true }).count()).toBe(1);
    expect(await page.getByLabel("Messages", { exact: true }).count()).toBe(0);
    await page.getByLabel("Program", { exact: true }).fill("W".repeat(80));
    expect(await overflow(page)).toBe(0);
    await page.getByLabel("Sessions", { exact: true }).check();
    await page.getByLabel("Your password").fill(password);
    await page.getByRole("button", { name: "Make the token" }).click();
    await page.getByRole("heading", { name: /^The token of W/ }).waitFor();
    expect(await overflow(page)).toBe(0);
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByRole("listitem").filter({ hasText: "WWW" }).waitFor();
    expect(await overflow(page)).toBe(0);
  });
});
