import { createServer, request } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

import type { BrowserContext } from "playwright-core";

export interface Line {
  /** Where a device's `proxy` option points. */
  readonly server: string;
  /** No request and no socket gets through any more; the browser is told too, as a device would notice. */
  cut(device: BrowserContext): Promise<void>;
  mend(device: BrowserContext): Promise<void>;
  /** The line stands and carries nothing: no request that begins now is ever answered. The browser knows nothing of it. */
  stall(): void;
  close(): Promise<void>;
}

/**
 * A device's line to the server, which can really be cut. The browser's own emulation of being offline ends a moment before
 * a page that is left does, and lets that page's last request through.
 */
export const openLine = async (): Promise<Line> => {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isStalled = false;
  const tracked = (socket: Socket): Socket => {
    // A connection onward serves several requests.
    if (sockets.has(socket)) return socket;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (isCut) socket.destroy();
    return socket;
  };
  const proxy = createServer((asked, answer) => {
    if (isStalled) return;
    const onward = request(asked.url ?? "", { method: asked.method, headers: asked.headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    onward.on("socket", tracked);
    asked.pipe(onward);
  });
  proxy.on("connection", tracked);
  proxy.on("connect", ({ url = "" }, socket: Socket, head) => {
    const { hostname, port } = new URL(`http://${url}`);
    const onward = tracked(connect(Number(port), hostname));
    onward.on("connect", () => {
      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("close", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, "127.0.0.1", resolve);
  });
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    server: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cut: async (device) => {
      isCut = true;
      hangUp();
      await device.setOffline(true);
    },
    mend: async (device) => {
      isCut = false;
      await device.setOffline(false);
    },
    stall: () => {
      isStalled = true;
    },
    close: async () => {
      hangUp();
      await new Promise<void>((resolve) => {
        proxy.close(() => resolve());
      });
    },
  };
};
