import type { Browser, Page } from "playwright-core";

import { openRoster, pressMs, radios, type RosterAddress } from "./browser.ts";
import { type Comparison, percentile, within } from "./measure.ts";

interface Felt {
  readonly interaction: number;
  readonly shift: number;
}

declare global {
  // What the page writes down of itself.
  var felt: { interaction: number; shift: number };
}

/** The longest interaction and all shifts that nobody asked for, as the browser itself counts them. */
const watchItself = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    globalThis.felt = { interaction: 0, shift: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
        if ((entry.interactionId ?? 0) > 0) felt.interaction = Math.max(felt.interaction, entry.duration);
    }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) felt.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });

const pause = 120;

/** What a person does on a roster: marks by hand and by key, finds somebody, looks into a row's menu. */
const visit = async (browser: Browser, roster: RosterAddress, status: "present" | "absent"): Promise<Felt> => {
  const page = await openRoster(browser, roster, watchItself);
  for (let row = 0; row < 12; row += 1) {
    await page.locator(radios(status)).nth(row).click({ force: true, delay: pressMs });
    await page.waitForTimeout(pause);
  }
  for (const key of ["ArrowDown", "t", "ArrowDown", "a", "ArrowDown", "p", "/", "1", "Escape"]) {
    await page.keyboard.press(key, { delay: pressMs });
    await page.waitForTimeout(pause);
  }
  for (let row = 0; row < 2; row += 1) {
    await page.locator("[data-menu]").nth(row).click({ delay: pressMs });
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape", { delay: pressMs });
    await page.getByRole("menu").waitFor({ state: "detached" });
  }
  await page.waitForTimeout(pause * 4);
  const felt = await page.evaluate(() => globalThis.felt);
  await page.context().close();
  return felt;
};

export const visits = async (browser: Browser, roster: RosterAddress, quick: boolean): Promise<Comparison[]> => {
  const all: Felt[] = [];
  for (let round = 0; round < (quick ? 2 : 12); round += 1)
    all.push(await visit(browser, roster, round % 2 === 0 ? "present" : "absent"));
  const meaning = `${all.length} visits of the roster; each counts with its longest of some 25 interactions.`;
  return [
    within({
      name: "U-13 interaction to next paint, p75",
      value: percentile(
        all.map(({ interaction }) => interaction),
        0.75,
      ),
      most: 100,
      meaning,
    }),
    within({
      name: "U-13 layout shift, p75",
      value: percentile(
        all.map(({ shift }) => shift),
        0.75,
      ),
      most: 0.02,
      unit: "score",
      meaning: `${all.length} visits of the roster, from the first paint on.`,
    }),
  ];
};
