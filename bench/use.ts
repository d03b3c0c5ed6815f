import { createHash, randomBytes } from "node:crypto";

import type { Browser, Page } from "playwright-core";
import postgres from "postgres";
import { v7 as newId } from "uuid";

import { launchBrowser, openRoster, pressMs, radios, type RosterAddress, tapOf, tapToPaint } from "./browser.ts";
import { startLine } from "./line.ts";
import { type Comparison, median, percentile, within } from "./measure.ts";
import { startProduct } from "./processes.ts";
import { visits } from "./visits.ts";
import type { BenchWorld } from "./world.ts";

interface Stage {
  readonly browser: Browser;
  /** Each part has a class of its own: nobody else marks it meanwhile. */
  readonly rosterOf: (part: number) => RosterAddress;
  readonly world: BenchWorld;
  readonly quick: boolean;
}

const settleMs = 1_000;

/** As the browser itself counts it: from the end of the press to the frame after everything that it set off. */
const ownPaint = async (page: Page, round: number): Promise<number> => {
  const { status, row } = await tapOf(page, round);
  const taken = page.evaluate(
    ([wanted, index, least]) =>
      new Promise<number>((resolve, reject) => {
        const waited = setTimeout(() => {
          observer.disconnect();
          // The browser reports nothing that is quicker.
          resolve(least);
        }, 1_000);
        const observer = new PerformanceObserver((list) => {
          const click = list.getEntries().find(({ name }) => name === "click");
          if (click === undefined) return;
          clearTimeout(waited);
          observer.disconnect();
          resolve(click.duration);
        });
        observer.observe({ type: "event", durationThreshold: least } as PerformanceObserverInit);
        const pressed = (): void => {
          // After the press's own handlers and before the frame: what is not drawn by then would be in a later one.
          queueMicrotask(() => {
            const radio = document.querySelectorAll<HTMLInputElement>(wanted)[index];
            if (radio?.closest("[data-row]")?.getAttribute("data-status") !== radio?.value)
              reject(new Error("The mark was not drawn in the frame of its press"));
          });
        };
        document.addEventListener("change", pressed, { once: true });
      }),
    [radios(status), row, 16] as const,
  );
  await page.locator(radios(status)).nth(row).click({ force: true, delay: pressMs });
  return taken;
};

const ownMark = async ({ browser, rosterOf, quick }: Stage): Promise<Comparison> => {
  const page = await openRoster(browser, rosterOf(3));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.waitForTimeout(settleMs);
  const times: number[] = [];
  for (let round = 0; round < (quick ? 20 : 80); round += 1) {
    times.push(await ownPaint(page, round));
    // One mark after another, as a person makes them: each has its answer before the next.
    await page.waitForTimeout(250);
  }
  await page.context().close();
  const meaning = `From the end of a press to the frame with the mark; ${times.length} marks, the processor slowed to a quarter.`;
  return within({ name: "U-03 own mark paints, p95", value: percentile(times, 0.95), most: 50, meaning });
};

const remoteMarks = async ({ browser }: Stage, roster: RosterAddress, count: number): Promise<readonly number[]> => {
  const tapper = await openRoster(browser, roster);
  const watcher = await openRoster(browser, roster);
  await watcher.waitForTimeout(settleMs * 2);
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) times.push(await tapToPaint(tapper, watcher, round));
  for (const page of [tapper, watcher]) await page.context().close();
  return times;
};

const remoteMark = async (stage: Stage): Promise<Comparison[]> => {
  const { rosterOf, quick } = stage;
  const near = await remoteMarks(stage, rosterOf(4), quick ? 20 : 200);
  const away = rosterOf(5);
  const line = await startLine(away.url, 200);
  const far = await remoteMarks(stage, { ...away, url: line.url }, quick ? 5 : 60);
  await line.stop();
  const meaning = (times: readonly number[], where: string): string => `${times.length} marks, ${where}.`;
  const [name, here] = ["U-04 mark seen on another device", meaning(near, "both devices beside the server")];
  return [
    within({ name: `${name}, p50`, value: median(near), most: 300, meaning: here }),
    within({ name: `${name}, p95`, value: percentile(near, 0.95), most: 1_000, meaning: here }),
    within({
      name: `${name} at 400 ms there and back, p95`,
      value: percentile(far, 0.95),
      most: 2_000,
      meaning: meaning(
        far,
        "both devices behind a line of 200 ms each way, for requests and the live connection alike",
      ),
    }),
  ];
};

/** Another person of the same school who may open the roster. */
const colleague = async (world: BenchWorld): Promise<string> => {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest();
  const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
  await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device, seen_at)
    select tenant_id, ${newId()}, id, ${hash}, 'password', 'bench', now() + interval '3 hours'
      from users where email = 'haddad@alder.example'`;
  await admin.end();
  return token;
};

declare global {
  // When the page had its roster.
  var arrivedAt: number;
}

const noteArrival = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector("[data-row]") === null) requestAnimationFrame(look);
      else globalThis.arrivedAt = performance.timeOrigin + performance.now();
    };
    look();
  });

const present = '[aria-label^="Also on this roster"]';

const presence = async ({ browser, rosterOf, world, quick }: Stage): Promise<Comparison[]> => {
  const roster = rosterOf(6);
  const token = await colleague(world);
  const watcher = await openRoster(browser, roster);
  await watcher.waitForTimeout(settleMs);
  const [seen, gone]: [number[], number[]] = [[], []];
  const moment = (): Promise<number> => watcher.evaluate(() => performance.timeOrigin + performance.now());
  for (let round = 0; round < (quick ? 1 : 2); round += 1) {
    const line = await startLine(roster.url, 0);
    const joining = openRoster(browser, { ...roster, url: line.url, token }, noteArrival);
    await watcher.locator(present).waitFor({ timeout: 30_000 });
    const seenAt = await moment();
    const page = await joining;
    seen.push(Math.max(0, seenAt - (await page.evaluate(() => globalThis.arrivedAt))));
    await page.waitForTimeout(settleMs);
    const droppedAt = await moment();
    line.drop();
    await watcher.locator(present).waitFor({ state: "detached", timeout: 60_000 });
    gone.push((await moment()) - droppedAt);
    await page.context().close();
    await line.stop();
  }
  await watcher.context().close();
  return [
    within({
      name: "U-22 a colleague is seen on the roster",
      value: Math.max(...seen),
      most: 1_000,
      meaning: `The slowest of ${seen.length}, from the moment the colleague has the roster on their own screen.`,
    }),
    within({
      name: "U-22 a colleague who dropped out is gone",
      value: Math.max(...gone),
      most: 10_000,
      meaning: `The slowest of ${gone.length}; the line goes silent without a word.`,
    }),
  ];
};

export const benchUse = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const browser = await launchBrowser("figures of use");
  if (browser === null) return [];
  const product = await startProduct(world);
  const rosterOf = (part: number): RosterAddress => ({
    url: product.url,
    sessionId: world.classes[part]?.sessionId ?? "",
    token: world.token,
  });
  const stage: Stage = { browser, rosterOf, world, quick };
  try {
    return [
      await ownMark(stage),
      ...(await remoteMark(stage)),
      ...(await visits(browser, rosterOf(7), quick)),
      ...(await presence(stage)),
    ];
  } finally {
    await browser.close();
    await product.stop();
  }
};
