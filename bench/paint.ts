import type { Browser, Page } from "playwright-core";

import { launchBrowser, openPage, openRoster, tapToPaint } from "./browser.ts";
import { startEcho, stillOf } from "./echo.ts";
import { compare, median, type Comparison } from "./measure.ts";
import { startProduct } from "./processes.ts";
import type { BenchWorld } from "./world.ts";

type Pair = readonly [tapper: Page, watcher: Page];

const pairOf = async (open: () => Promise<Page>): Promise<Pair> => [await open(), await open()];

const openEcho = (browser: Browser, url: string) => async (): Promise<Page> => {
  const page = await openPage(browser);
  await page.goto(url);
  return page;
};

const settleMs = 1_000;
const turns = 20;

/** The two in turns of twenty taps, so that a slow moment of the machine falls on both alike. */
const inTurns = async (pairs: readonly Pair[], rounds: number): Promise<readonly number[]> => {
  const times = pairs.map((): number[] => []);
  for (let from = 0; from < rounds; from += turns)
    for (const [index, [tapper, watcher]] of pairs.entries())
      for (let round = from; round < Math.min(from + turns, rounds); round += 1)
        times[index]?.push(await tapToPaint(tapper, watcher, round));
  return times.map(median);
};

export const benchPaint = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const browser = await launchBrowser("mark to remote paint");
  if (browser === null) return [];
  const product = await startProduct(world);
  const { sessionId } = world.classes[2] ?? { sessionId: "" };
  try {
    const rosters = await pairOf(() => openRoster(browser, { url: product.url, sessionId, token: world.token }));
    const echo = await startEcho(await stillOf(rosters[1]));
    try {
      const echoes = await pairOf(openEcho(browser, echo.url));
      // Both have joined by then, and what loads behind the first paint has come.
      await rosters[1].waitForTimeout(settleMs);
      const [ours = Number.NaN, floor = Number.NaN] = await inTurns([rosters, echoes], quick ? 20 : 120);
      return [
        compare({
          name: "mark to remote paint, two browsers",
          ours: { name: "tap, command, outbox, event, React", value: ours, unit: "ms" },
          floor: { name: "bare Socket.IO echo on a still of the same page", value: floor, unit: "ms" },
          goal: { atMost: 2 },
          meaning: "From the end of a press of 60 ms on one device to the frame that shows the mark on another.",
        }),
      ];
    } finally {
      await echo.stop();
    }
  } finally {
    await browser.close();
    await product.stop();
  }
};
