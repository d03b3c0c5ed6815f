import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore ids of the demo
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const readingBoost = demoIds.intervention("alder", "reading-boost");
const amara = demoIds.student("alder", 0);

describe.skipIf(isWithoutBrowser)("two coordinators on one intervention", () => {
  const stage = openStage();
  const open = async (email: string): Promise<Page> => {
    const page = await (await stage.deviceOf(email, desktop)).newPage();
    await page.goto(`${stage.world.url}/interventions/${readingBoost}`);
    await page.getByRole("heading", { level: 2, name: "Goals" }).waitFor(soon);
    await page.getByText("Live", { exact: true }).waitFor(soon);
    return page;
  };
  const bothOpen = () => Promise.all([open("reyes@alder.example"), open("haddad@alder.example")]);

  test(
    "a goal: they see each other, what differs is shown twice, and nothing typed is lost",
    { timeout: 90_000 },
    async () => {
      const [mine, theirs] = await bothOpen();
      const form = (page: Page) => page.getByRole("dialog", { name: "Change the goal" });
      for (const page of [mine, theirs]) {
        await page.getByRole("button", { name: "Change the goal of KESTREL-41" }).click();
        await form(page).getByLabel("Target").waitFor(soon);
      }
      await form(mine).getByText("Ms Haddad is also changing this.", { exact: false }).waitFor(soon);
      await form(theirs).getByText("Mr Reyes is also changing this.", { exact: false }).waitFor(soon);
      await form(mine).getByLabel("Target").fill("95");
      await form(mine).getByLabel("Unit").fill("words a minute");
      await form(theirs).getByLabel("Target").fill("110");
      await form(theirs).getByLabel("Baseline").fill("41");
      await form(theirs).getByRole("button", { name: "Save" }).click();
      const conflict = form(mine).getByRole("region", { name: /^Target/ });
      await conflict.getByText("110", { exact: true }).waitFor(soon);
      await conflict.getByText("95", { exact: true }).waitFor();
      // What only the other changed has come in, and what was typed is still there.
      expect(await form(mine).getByLabel("Baseline").inputValue()).toBe("41");
      expect(await form(mine).getByLabel("Unit").inputValue()).toBe("words a minute");
      expect(await form(mine).getByRole("textbox", { name: "Target" }).inputValue()).toBe("95");
      expect(await axeViolations(mine)).toEqual([]);
      await mine.setViewportSize(phone.viewport);
      expect(await overflow(mine)).toBeLessThanOrEqual(0);
      await mine.setViewportSize(desktop.viewport);
      await form(mine).getByRole("button", { name: "Save" }).click();
      await conflict.getByRole("button", { name: "Keep mine" }).click();
      await form(mine).getByRole("button", { name: "Save" }).click();
      await form(mine).waitFor({ state: "detached" });
      await theirs
        .getByRole("row", { name: /KESTREL-41/ })
        .getByText("95 words a minute")
        .waitFor(soon);
      const [stored] = await stage.pool<{ target: number; unit: string; baseline: number }[]>`
      select target, unit, baseline from intervention_goals
       where intervention_id = ${readingBoost} and student_id = ${amara} and status = 'active'`;
      expect(stored).toEqual({ target: 95, unit: "words a minute", baseline: 41 });
    },
  );

  test("the team: who has not seen the other's choice is shown both, and decides", { timeout: 90_000 }, async () => {
    const [mine, theirs] = await bothOpen();
    const part = (page: Page) => page.getByLabel("Ms Park is on it as");
    await part(mine).selectOption({ label: "Facilitator" });
    await expect.poll(() => part(theirs).inputValue(), soon).toBe("facilitator");
    // The line is slow: what the page shows is how it was before.
    await mine.route(/interventions\.get/, () => undefined);
    await part(theirs).selectOption({ label: "Observer" });
    await expect
      .poll(async () => {
        const [row] = await stage.pool<{ part: string }[]>`
          select team_role as part from intervention_team
           where intervention_id = ${readingBoost} and user_id = ${demoIds.user("alder", "park")}`;
        return row?.part;
      }, soon)
      .toBe("observer");
    await part(mine).selectOption({ label: "Support" });
    const conflict = mine.getByRole("region", { name: /^Ms Park/ });
    await conflict.getByText("Support", { exact: true }).waitFor(soon);
    await conflict.getByText("Observer", { exact: true }).waitFor();
    expect(await part(theirs).inputValue()).toBe("observer");
    expect(await axeViolations(mine)).toEqual([]);
    await mine.unroute(/interventions\.get/);
    await conflict.getByRole("button", { name: "Keep mine" }).click();
    await expect.poll(() => part(theirs).inputValue(), soon).toBe("support");
    await conflict.waitFor({ state: "detached" });
  });
});
