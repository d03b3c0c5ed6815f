import { createServer } from "node:http";

import type { Page } from "playwright-core";
import { Server } from "socket.io";

import type { Running } from "./processes.ts";

/** The page as it stands, with its styles and without its scripts: the same boxes to lay out and to paint. */
export const stillOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
    const body = document.body.cloneNode(true) as HTMLElement;
    for (const script of body.querySelectorAll("script")) script.remove();
    return `<!doctype html><html class="${document.documentElement.className}"><style>${rules.join("\n")}</style>${body.outerHTML}`;
  });

const echo = `<script src="/socket.io/socket.io.js"></script><script>
  const s = io({ transports: ["websocket"] });
  const all = document.querySelectorAll("input[type=radio]");
  for (const [index, radio] of all.entries()) radio.onchange = () => s.emit("tap", index);
  s.on("tap", (index) => { all[index].checked = true; });
</script>`;

/** A tick that is passed on and nothing more: no database, no framework, no rights. */
export const startEcho = async (still: string): Promise<Running> => {
  const http = createServer((_request, response) =>
    response.setHeader("content-type", "text/html; charset=utf-8").end(still + echo),
  );
  const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
  io.on("connection", (socket) => socket.on("tap", (index: number) => socket.broadcast.emit("tap", index)));
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", () => done()));
  const { port } = http.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, stop: () => io.close() };
};
