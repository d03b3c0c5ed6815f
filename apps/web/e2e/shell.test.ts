import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

// @boundaries-ignore the tests of the screens run against the real server
import { startWorld, type World } from "../../api/src/testing/world.ts";
import { axeViolations } from "./axe.ts";
import { desktop, fillSignIn, isWithoutBrowser, launch, overflow, password, phone, signedInPage } from "./browser.ts";

describe.skipIf(isWithoutBrowser)("the shell in a browser", () => {
  let world: World;
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld({ web: true }), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext(desktop);
  });
  afterEach(() => context.close());

  test("a wrong password is refused in words, and the right one leads to where the link pointed", async () => {
    const page = await context.newPage();
    await page.goto(`${world.url}/account`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await fillSignIn(page, "okafor@alder.example", "not-the-password");
    const alert = page.getByRole("alert").filter({ hasText: /\w/ });
    await alert.waitFor();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe("okafor@alder.example");
    await fillSignIn(page, "okafor@alder.example");
    await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
    expect(await page.title()).toBe("Account · Handrail");
  });

  test("Today greets, names the sessions and goes live", async () => {
    const { page, complaints } = await signedInPage(context, world.url, "okafor@alder.example");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toMatch(/^Good \w+, Ms Okafor$/);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("heading", { level: 3 }).first().waitFor();
    expect(await page.title()).toBe("Today · Handrail");
    expect(complaints).toEqual([]);
  });

  test("keys alone: sign in, go to Sessions, step through the days and back, open the keys", async () => {
    const page = await context.newPage();
    await page.goto(`${world.url}/sign-in`);
    await page.getByLabel("E-mail address").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("reyes@alder.example");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.getByRole("heading", { level: 1, name: "Sessions" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await page.keyboard.press("]");
    await expect.poll(() => new URL(page.url()).searchParams.get("day")).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await page.keyboard.press("0");
    await expect.poll(() => new URL(page.url()).searchParams.get("day")).toBeNull();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("whoever lacks the tool is told whose it is, and has no such place in the menu", async () => {
    const { page } = await signedInPage(context, world.url, "novak@alder.example");
    expect(await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sessions" }).count()).toBe(
      0,
    );
    await page.goto(`${world.url}/sessions`);
    await page.getByRole("heading", { name: "You can't open Sessions" }).waitFor();
  });

  test("a sign-in that ends keeps the page, and goes on after signing in again", async () => {
    const { page } = await signedInPage(context, world.url, "ito@alder.example");
    await page.getByText("Live", { exact: true }).waitFor();
    await page.goto(`${world.url}/account`);
    const next = page.getByLabel("New password");
    await next.fill("half a password");
    await page.getByText("Live", { exact: true }).waitFor();
    const second = await world.signIn("ito@alder.example");
    await second.client.access.endOtherSignIns.mutate();
    const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
    await dialog.waitFor();
    await dialog.getByLabel("Password", { exact: true }).fill(password);
    await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await next.inputValue()).toBe("half a password");
    await page.getByText("Live", { exact: true }).waitFor();
  });

  test("a changed password ends the old one", async () => {
    const { page } = await signedInPage(context, world.url, "sen@alder.example");
    await page.goto(`${world.url}/account`);
    const field = page.getByLabel("New password");
    await page.getByLabel("Current password").fill(password);
    await field.fill("short");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Use at least 12 characters.").waitFor();
    await field.fill("seven quiet lanterns");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Password changed.", { exact: false }).first().waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    await expect(world.signIn("sen@alder.example")).rejects.toThrow("401");
    await world.signIn("sen@alder.example", "seven quiet lanterns");
  });

  test("signing out wipes the device, and the other tab follows", async () => {
    const { page } = await signedInPage(context, world.url, "haddad@alder.example");
    const other = await context.newPage();
    await other.goto(world.url);
    await other.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
    await page.getByRole("button", { name: /^You/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
    // What the server does not have yet waits for its maker.
    const kept = new Set<string | undefined>(["handrail-marks", "handrail-words"]);
    const left = async (): Promise<readonly (string | undefined)[]> =>
      (await page.evaluate(() => indexedDB.databases())).map(({ name }) => name).filter((name) => !kept.has(name));
    await expect.poll(left).toEqual([]);
  });

  test("without a network Today opens as of its time", async () => {
    const { page } = await signedInPage(context, world.url, "okafor@alder.example");
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.getByRole("heading", { level: 3 }).first().waitFor();
    await context.setOffline(true);
    await page.reload();
    await page.getByText(/^As of \d\d:\d\d/).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("Ms Okafor");
    await context.setOffline(false);
    await page.getByText("Live", { exact: true }).waitFor();
  });

  test("a phone: search and recording in the bars; Back closes what is open; filters fold", async () => {
    await using small = await browser.newContext(phone);
    const { page } = await signedInPage(small, world.url, "park@alder.example");
    const bar = page.getByRole("navigation", { name: "Main" });
    // The last words of each: the inbox's name follows how many lines are unread.
    const places = (await bar.getByRole("link").allInnerTexts()).map((text) => text.split("\n").at(-1));
    expect(places).toEqual(["Today", "Cases", "Students", "Inbox"]);
    const recordOnTop = await page.getByRole("main").getByRole("button", { name: "Record meeting" }).boundingBox();
    expect((recordOnTop?.y ?? 640) + (recordOnTop?.height ?? 0)).toBeLessThan(640);

    await bar.getByRole("link", { name: "Students" }).click();
    await page.getByRole("heading", { level: 1, name: "Students" }).waitFor();
    expect(await page.getByLabel("Grade").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByLabel("Grade").selectOption("7");
    await page.getByRole("button", { name: "Filters (1)" }).waitFor();
    expect(await overflow(page)).toBe(0);

    const back = () => page.evaluate(() => history.back());
    await bar.getByRole("button", { name: "Record meeting" }).click();
    await page.getByRole("dialog", { name: "Record meeting" }).waitFor();
    await back();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Find/ }).click();
    await page.getByRole("dialog", { name: "Find" }).waitFor();
    await back();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await bar.getByRole("button", { name: "More" }).click();
    await page.getByRole("menu").waitFor();
    await back();
    await page.getByRole("menu").waitFor({ state: "detached" });
    await expect.poll(() => new URL(page.url()).pathname).toBe("/students");
    await page.getByRole("heading", { level: 1, name: "Students" }).waitFor();
    await back();
    await page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
  });

  test.each([
    ["light", desktop],
    ["dark", desktop],
    ["light", phone],
    ["dark", phone],
  ] as const)("every screen in %s is free of faults that axe finds, and fits: %o", async (colorScheme, size) => {
    const own = await browser.newContext({ ...size, colorScheme });
    const blank = await own.newPage();
    await blank.goto(`${world.url}/sign-in`);
    await blank.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await axeViolations(blank)).toEqual([]);
    expect(await overflow(blank)).toBeLessThanOrEqual(0);
    await blank.close();
    const { page, complaints } = await signedInPage(own, world.url, "lindqvist@alder.example");
    for (const path of ["/", "/sessions?scope=school", "/account", "/nowhere"]) {
      await page.goto(world.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(() => page.getByRole("status").filter({ hasText: "loading" }).count()).toBe(0);
      expect({ path, faults: await axeViolations(page) }).toEqual({ path, faults: [] });
      expect({ path, isTooWide: (await overflow(page)) > 0 }).toEqual({ path, isTooWide: false });
    }
    expect(complaints).toEqual([]);
    await own.close();
  });
});
