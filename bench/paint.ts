import { createServer } from "node:http";

import { chromium, type Browser, type Page } from "playwright-core";
import { Server } from "socket.io";

import { findBrowser } from "../scripts/find-browser.ts";
import { compare, median, type Comparison } from "./measure.ts";
import { startProduct } from "./processes.ts";
import type { BenchWorld } from "./world.ts";

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

/** Both pages run on one machine, so their clocks are one: time of the tap in one, time of the painted frame in the other. */
const timed = async (
  tapper: Page,
  watcher: Page,
  step: { tap: () => Promise<void>; seen: { selector: string; index: number; wanted: boolean } },
): Promise<number> => {
  const painted = watcher.evaluate(
    ({ selector, index, wanted }) =>
      new Promise<number>((resolve) => {
        const holds = (): boolean =>
          (document.querySelectorAll(selector)[index] as { checked?: boolean } | undefined)?.checked === wanted;
        const look = (): void => {
          if (holds()) requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
    step.seen,
  );
  const tapped = tapper.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener("click", (event) => resolve(performance.timeOrigin + event.timeStamp), {
          once: true,
          capture: true,
        });
      }),
  );
  await step.tap();
  return (await painted) - (await tapped);
};

const productPaint = async (browser: Browser, world: BenchWorld, rounds: number): Promise<number> => {
  const product = await startProduct(world);
  const { sessionId } = world.classes[2] ?? { sessionId: "" };
  try {
    const pages = await Promise.all(
      [0, 1].map(async () => {
        const context = await browser.newContext({
          viewport: { width: 1180, height: 900 },
          bypassCSP: true,
          serviceWorkers: "block",
        });
        await context.addCookies([
          { name: "handrail", value: world.token, url: product.url, httpOnly: true, sameSite: "Lax" },
        ]);
        await context.addInitScript(named);
        const page = await context.newPage();
        await page.goto(`${product.url}/sessions/${sessionId}`);
        await page.locator("input[type=radio][value=present]").first().waitFor({ state: "attached", timeout: 20_000 });
        return page;
      }),
    );
    const [tapper, watcher] = pages;
    if (tapper === undefined || watcher === undefined) throw new Error("Two pages were opened");
    // Both have joined the roster's room once each sees the other.
    await watcher.waitForTimeout(1_000);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const row = 3 + (round % 20);
      const value = round % 40 < 20 ? "present" : "absent";
      const radio = tapper.locator(`input[type=radio][value=${value}]`).nth(row);
      times.push(
        await timed(tapper, watcher, {
          tap: () => radio.click({ force: true }),
          seen: { selector: `input[type=radio][value=${value}]`, index: row, wanted: true },
        }),
      );
    }
    await Promise.all(pages.map((page) => page.context().close()));
    return median(times);
  } finally {
    await product.stop();
  }
};

/** The floor: a button that emits, a server that passes it on, a page that ticks a box. No database, no framework. */
const echoPaint = async (browser: Browser, rounds: number): Promise<number> => {
  const page = `<!doctype html><button id="b">tap</button><input type="checkbox" id="c"><script src="/socket.io/socket.io.js"></script><script>
    const s = io({ transports: ["websocket"] }); let on = false;
    b.onclick = () => s.emit("tap", (on = !on)); s.on("tap", (v) => { c.checked = v; });</script>`;
  const http = createServer((_request, response) => response.setHeader("content-type", "text/html").end(page));
  const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
  io.on("connection", (socket) => socket.on("tap", (value: boolean) => socket.broadcast.emit("tap", value)));
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", () => done()));
  const { port } = http.address() as { port: number };
  try {
    const context = await browser.newContext();
    await context.addInitScript(named);
    const [tapper, watcher] = [await context.newPage(), await context.newPage()];
    for (const one of [tapper, watcher]) await one.goto(`http://127.0.0.1:${port}/`);
    await watcher.waitForTimeout(500);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const wanted = round % 2 === 0;
      times.push(
        await timed(tapper, watcher, {
          tap: () => tapper.locator("#b").click({ force: true }),
          seen: { selector: "#c", index: 0, wanted },
        }),
      );
    }
    await context.close();
    return median(times);
  } finally {
    await io.close();
  }
};

export const benchPaint = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    process.stdout.write("SKIPPED  mark to remote paint: no browser was found (HANDRAIL_CHROMIUM names one)\n");
    return [];
  }
  const browser = await chromium.launch({ executablePath, args: flags });
  const rounds = quick ? 10 : 60;
  try {
    const floor = await echoPaint(browser, rounds);
    return [
      compare({
        name: "mark to remote paint, two browsers",
        ours: {
          name: "tap, command, outbox, event, React",
          value: await productPaint(browser, world, rounds),
          unit: "ms",
        },
        floor: { name: "bare Socket.IO echo", value: floor, unit: "ms" },
        goal: { atMost: 2 },
        meaning: "From the tap on one device to the frame that shows it on another.",
      }),
    ];
  } finally {
    await browser.close();
  }
};
