import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { openStage } from "./stage.ts";

/** How many operations the server's own document describes. */
const documented = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { paths } = (await (await fetch("/api/openapi.json")).json()) as { paths: Record<string, object> };
    return Object.values(paths).flatMap((operations) => Object.keys(operations)).length;
  });

describe.skipIf(isWithoutBrowser)("the REST reference", () => {
  const stage = openStage();

  const open = async (options: Parameters<typeof stage.device>[0]): Promise<Page> => {
    const page = await (await stage.device(options)).newPage();
    await page.goto(`${stage.world.url}/api/docs/`);
    await page.locator(".opblock").first().waitFor();
    return page;
  };

  test("shows every operation from this server's own disk, within its content policy", async () => {
    const page = await (await stage.device(desktop)).newPage();
    const complaints: string[] = [];
    const foreign: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(stage.world.url) && !request.url().startsWith("data:")) foreign.push(request.url());
    });
    await page.goto(`${stage.world.url}/api/docs/`);
    await page.getByText("Record a meeting").click();
    await page.getByText("Idempotency-Key").first().waitFor();
    expect(await page.locator(".opblock").count()).toBe(await documented(page));
    expect({ complaints, foreign }).toEqual({ complaints: [], foreign: [] });
  });

  test("by keys alone: down to an operation, open, and tried", async () => {
    const page = await open(desktop);
    const isThere = () =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at?.matches("button.opblock-summary-control") === true && at.textContent.includes("List meetings");
      });
    for (let presses = 0; presses < 20 && !(await isThere()); presses += 1) await page.keyboard.press("Tab");
    expect(await isThere()).toBe(true);
    await page.keyboard.press("Enter");
    const tryIt = page.getByRole("button", { name: "Try it out" });
    await tryIt.waitFor();
    await tryIt.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Execute" }).focus();
    await page.keyboard.press("Enter");
    // Nobody is signed in: the answer is the documented one.
    await page.locator(".live-responses-table .response-col_status").getByText("401").waitFor();
  });

  test.each([
    ["light", desktop],
    ["light", phone],
    ["dark", phone],
  ] as const)(
    "in %s it has the colours of the system and fits its window, every operation open: %o",
    async (colorScheme, size) => {
      const page = await open({ ...size, colorScheme });
      const shade = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const light = ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"];
      expect({ shade, isLight: light.includes(shade) }).toEqual({ shade, isLight: colorScheme === "light" });
      const summaries = page.locator(".opblock-summary-control");
      for (let place = 0; place < (await summaries.count()); place += 1) await summaries.nth(place).click();
      await expect.poll(() => page.locator(".opblock.is-open").count()).toBe(await documented(page));
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    },
  );
});
