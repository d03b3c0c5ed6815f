import { describe, expect, test } from "vitest";

import { desktop, isWithoutBrowser } from "./browser.ts";
import { openStage } from "./stage.ts";

describe.skipIf(isWithoutBrowser)("the REST reference", () => {
  const stage = openStage();

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
    expect(await page.locator(".opblock").count()).toBe(9);
    expect({ complaints, foreign }).toEqual({ complaints: [], foreign: [] });
  });
});
