import { describe, expect, test } from "vitest";

// @boundaries-ignore the codes that an authenticator app would show
import { codeAt } from "../../api/src/modules/access/codes.fixture.ts";
import { faultsOf } from "./audit.ts";
import { desktop, fillSignIn, isWithoutBrowser, password } from "./browser.ts";
import { addPerson, isToday, signOut } from "./person-stage.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

describe.skipIf(isWithoutBrowser)("ways to sign in", () => {
  const stage = openStage();

  test("the form stands before any code of the pages behind it is fetched", async () => {
    const context = await stage.device(desktop);
    const page = await context.newPage();
    const scripts: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/assets/") && pathname.endsWith(".js")) scripts.push(pathname);
    });
    await page.goto(`${stage.world.url}/sessions`);
    await page.getByLabel("E-mail address").waitFor();
    expect(page.url()).toMatch(/\/sign-in\?next=%2Fsessions$/);
    expect(scripts.filter((path) => /sign-in-screen/.test(path))).toHaveLength(1);
    expect(scripts.filter((path) => /frame-|sessions-screen|today-screen/.test(path))).toEqual([]);
    await fillSignIn(page, "okafor@alder.example");
    await page.getByRole("heading", { level: 1, name: "Sessions" }).waitFor();
    expect(scripts.filter((path) => /sessions-screen/.test(path))).toHaveLength(1);
  });

  test("a code is set up, asked for, and a backup code stands in for it once", async () => {
    const email = await addPerson(stage);
    const context = await stage.device(desktop);
    const page = await context.newPage();
    await page.goto(`${stage.world.url}/account`);
    await fillSignIn(page, email);
    await page.getByRole("button", { name: "Set up a code" }).click();
    const ask = page.getByLabel("Your password");
    await ask.fill("not-the-password");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await ask.fill(password);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
    const secret = (await page.locator("code").innerText()).replaceAll(/\s/g, "");
    expect(await faultsOf(page)).toEqual([]);
    const used = codeAt(secret, 0);
    await page.getByLabel("Code", { exact: true }).pressSequentially(used);
    await page.getByRole("heading", { name: "Your backup codes" }).waitFor();
    const codes = await page.locator("main ol").last().locator("li").allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("On: a code is asked for at sign-in").waitFor();
    expect(await page.content()).not.toContain(codes[0]);

    await signOut(page);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await fillSignIn(page, email);
    const field = page.getByLabel("Code", { exact: true });
    // The code that turned them on is used up.
    await field.pressSequentially(used);
    await page.locator('[aria-invalid="true"]').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await field.fill("");
    await field.pressSequentially(codeAt(secret, 1));
    await isToday(page);

    for (const isFirst of [true, false]) {
      await signOut(page);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await fillSignIn(page, email);
      await page.getByRole("button", { name: "Use a backup code" }).click();
      const backup = page.getByLabel("Backup code");
      await expect.poll(() => backup.evaluate((input) => input === document.activeElement), soon).toBe(true);
      await backup.fill(codes[0] ?? "");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      if (isFirst) await isToday(page);
      else {
        await page.locator('[aria-invalid="true"]').first().waitFor();
        expect(await faultsOf(page)).toEqual([]);
        await backup.fill(codes[1] ?? "");
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await isToday(page);
      }
    }
  });

  test("one e-mail address at two schools is asked which, and gets that school alone", async () => {
    const email = await addPerson(stage, 2);
    const context = await stage.device(desktop);
    const page = await context.newPage();
    const schoolOf = async (): Promise<string | undefined> => {
      const [found] = await stage.pool<{ name: string }[]>`
        select t.name from auth.sessions s join tenants t on t.id = s.tenant_id join users u on u.id = s.user_id
         where u.email = ${email} order by s.created_at desc limit 1`;
      return found?.name;
    };
    await page.goto(`${stage.world.url}/sign-in`);
    await fillSignIn(page, email);
    const choice = page.getByRole("button", { name: /School/ });
    await page.getByText("Which one is it now?").waitFor();
    const names = await choice.allInnerTexts();
    expect(names).toHaveLength(2);
    expect(await schoolOf()).toBeUndefined();
    await expect.poll(() => choice.first().evaluate((one) => one === document.activeElement), soon).toBe(true);
    expect(await faultsOf(page)).toEqual([]);
    await choice.nth(1).click();
    await isToday(page);
    expect(await schoolOf()).toBe(names[1]?.trim());
    await signOut(page);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await fillSignIn(page, email);
    await choice.first().press("Enter");
    await isToday(page);
    expect(await schoolOf()).toBe(names[0]?.trim());
  });
});
