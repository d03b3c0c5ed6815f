import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

// @boundaries-ignore the search for a browser is the workspace's own script, shared with its checks
import { findBrowser } from "../../../scripts/find-browser.ts";

const executablePath = findBrowser();

/** True where no Chromium was found. In CI that is a failure, not a reason to skip. */
export const isWithoutBrowser = ((): boolean => {
  if (executablePath !== undefined) return false;
  const problem = "No Chromium was found (set HANDRAIL_CHROMIUM to one): the browser tests cannot run.";
  if (process.env["CI"] !== undefined && process.env["CI"] !== "") throw new Error(problem);
  console.warn(`SKIPPED: ${problem}`);
  return true;
})();

const launchOptions = () => {
  if (executablePath === undefined) throw new Error("No Chromium was found.");
  return {
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
};

export const launch = (): Promise<Browser> => chromium.launch(launchOptions());

/** A browser whose data stays in this folder, as on a person's own device: it can be closed and started anew. */
export const launchIn = (folder: string, options: BrowserContextOptions): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...launchOptions(), ...options });

/** A phone of 360 by 640 points, as narrow as they come. */
export const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true } as const;
export const desktop = { viewport: { width: 1280, height: 800 } } as const;

export const password = "alder-street-demo";

export const fillSignIn = async (page: Page, email: string, secret: string = password): Promise<void> => {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
};

/** A page of this person, on Today. What the page complains about is collected in `complaints`. */
export const signedInPage = async (
  context: BrowserContext,
  url: string,
  email: string,
): Promise<{ page: Page; complaints: string[] }> => {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  await page.goto(`${url}/sign-in`);
  await fillSignIn(page, email);
  await page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
  return { page, complaints };
};

/**
 * Pixels by which the page is wider than the window that was asked for. On a phone `innerWidth` grows with the page, so that
 * it would always fit.
 */
export const overflow = async (page: Page): Promise<number> => {
  const asked = page.viewportSize();
  if (asked === null) throw new Error("The page has no window of a known size.");
  return (await page.evaluate(() => document.documentElement.scrollWidth)) - asked.width;
};
