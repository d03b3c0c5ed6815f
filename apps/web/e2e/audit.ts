import type { Page } from "playwright-core";

import { axeViolations } from "./axe.ts";
import { overflow } from "./browser.ts";

// High enough for the whole page: what a sticky bar covers for the moment is no fault, it scrolls.
const height = 3_000;
const desk = { width: 1280, height };
const phone = { width: 360, height };
/** A desk of 1280 at 400 %: everything has to flow into this. */
const narrowest = { width: 320, height };

/** What has an end has ended, and what depends on the window's width was drawn again. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

/** What can be pressed and is smaller than `least` in either direction. Links within a sentence are as high as its line. */
export const smallTargets = (page: Page, least: number): Promise<readonly string[]> =>
  page.evaluate((size) => {
    const all = document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, label:has(input), summary, [role=menuitem], [role=tab]",
    );
    return (
      [...all]
        .filter((target) => target.checkVisibility({ visibilityProperty: true }))
        .filter((target) => getComputedStyle(target).display !== "inline" && target.closest("[inert]") === null)
        .map((target) => ({ target, box: (target.closest("label") ?? target).getBoundingClientRect() }))
        // Out of sight until focused, or there for the form alone.
        .filter(({ target, box }) => box.width > 1 && box.height > 1 && getComputedStyle(target).clipPath === "none")
        .filter(({ box }) => Math.min(box.width, box.height) < size - 0.01)
        .map(({ target, box }) => `${box.width} × ${box.height}: ${target.outerHTML.slice(0, 120)}`)
    );
  }, least);

/** What is wrong with the page as it stands: in both themes on a desk and a phone, and at 400 %. */
export const faultsOf = async (page: Page): Promise<readonly string[]> => {
  const before = page.viewportSize() ?? desk;
  const faults: string[] = [];
  for (const size of [desk, phone, narrowest]) {
    await page.setViewportSize(size);
    for (const colorScheme of size === narrowest ? [] : (["light", "dark"] as const)) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      const found = await axeViolations(page, { withTargets: true });
      faults.push(...found.map((fault) => `${size.width}, ${colorScheme}: ${fault}`));
    }
    await settled(page);
    const tooWide = await overflow(page);
    if (tooWide > 0) faults.push(`${size.width}: ${tooWide} px too wide`);
    faults.push(...(await smallTargets(page, 24)).map((target) => `${size.width}: ${target}`));
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
  await settled(page);
  return faults;
};

interface Focused {
  readonly name: string;
  readonly isMarked: boolean;
  readonly isCovered: boolean;
}

const focused = (page: Page): Promise<Focused | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    // A field's frame and a choice's label bear the outline for the input inside.
    const bearers = [element, element.closest("label"), element.parentElement, element.parentElement?.parentElement];
    const isMarked = bearers.some((bearer) => {
      if (!bearer) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(bearer);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    const box = (element.closest("label") ?? element).getBoundingClientRect();
    const corners = [
      [box.left + 4, box.top + 4],
      [box.right - 4, box.bottom - 4],
      [box.left + box.width / 2, box.top + box.height / 2],
    ] as const;
    const isSeen = corners.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top !== null && (element.contains(top) || top.contains(element));
    });
    return { name: element.outerHTML.slice(0, 120), isMarked, isCovered: !isSeen };
  });

/** Goes through the page by Tab, `most` steps far; answers what was focused, and where that could not be seen. */
export const focusFaults = async (
  page: Page,
  most: number,
): Promise<{ readonly steps: number; readonly faults: readonly string[] }> => {
  let steps = 0;
  const faults: string[] = [];
  while (steps < most) {
    await page.keyboard.press("Tab");
    await settled(page);
    const at = await focused(page);
    if (at === null) break;
    steps += 1;
    if (!at.isMarked) faults.push(`no outline: ${at.name}`);
    if (at.isCovered) faults.push(`covered: ${at.name}`);
  }
  return { steps, faults };
};
