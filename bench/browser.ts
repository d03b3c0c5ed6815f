import { chromium, type Browser, type Page } from "playwright-core";

import { findBrowser } from "../scripts/find-browser.ts";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What the bundler of this script wraps functions in; the pages they are sent to do not have it. */
const named = "globalThis.__name = (f) => f";

/** Null, and said so, where this machine has no browser. */
export const launchBrowser = async (what: string): Promise<Browser | null> => {
  const executablePath = findBrowser();
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: flags });
  process.stdout.write(`SKIPPED  ${what}: no browser was found (HANDRAIL_CHROMIUM names one)\n`);
  return null;
};

/** A page of its own device. */
export const openPage = async (browser: Browser): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: 1180, height: 900 },
    bypassCSP: true,
    serviceWorkers: "block",
  });
  await context.addInitScript(named);
  return context.newPage();
};

export interface RosterAddress {
  readonly url: string;
  readonly sessionId: string;
  readonly token: string;
}

export const radios = (status: string): string => `input[type=radio][value=${status}]`;

/** A roster on a device of its own, ready to be marked. `prepare` sees the page before it loads. */
export const openRoster = async (
  browser: Browser,
  { url, sessionId, token }: RosterAddress,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> => {
  const page = await openPage(browser);
  await page.context().addCookies([{ name: "handrail", value: token, url, httpOnly: true, sameSite: "Lax" }]);
  await prepare?.(page);
  await page.goto(`${url}/sessions/${sessionId}`);
  await page.locator(radios("present")).first().waitFor({ state: "attached", timeout: 30_000 });
  return page;
};

/** What is tapped in round `n`: down twenty rows and again, each time a mark that the row does not have. */
export const tapOf = async (page: Page, round: number): Promise<{ status: "present" | "absent"; row: number }> => {
  const row = 3 + (round % 20);
  // Parts that ran before have marked the same classes.
  const isPresent = await page.locator(radios("present")).nth(row).isChecked();
  return { status: isPresent ? "absent" : "present", row };
};

/** A finger's press lasts a while; what the page does as it begins is done when it ends. */
export const pressMs = 60;

/** All pages run on one machine, so their clocks are one: time of the tap in one, time of the painted frame in another. */
export const tapToPaint = async (tapper: Page, watcher: Page, round: number): Promise<number> => {
  const { status, row } = await tapOf(watcher, round);
  const selector = radios(status);
  const painted = watcher.evaluate(
    ([wanted, index]) =>
      new Promise<number>((resolve, reject) => {
        if (document.querySelectorAll<HTMLInputElement>(wanted)[index]?.checked === true)
          reject(new Error("The mark is there already: nothing would be measured"));
        const look = (): void => {
          const radio = document.querySelectorAll<HTMLInputElement>(wanted)[index];
          if (radio?.checked === true) requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [selector, row] as const,
  );
  const tapped = tapper.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const heard = (event: Event): void => resolve(performance.timeOrigin + event.timeStamp);
        addEventListener("click", heard, { once: true, capture: true });
      }),
  );
  await tapper.locator(selector).nth(row).click({ force: true, delay: pressMs });
  return (await painted) - (await tapped);
};
