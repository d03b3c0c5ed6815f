import { createServer, connect, type Socket } from "node:net";

import type { Running } from "./processes.ts";

export interface Line extends Running {
  /** From now on nothing comes through, and nobody is told: a device that left the building. */
  readonly drop: () => void;
}

/** A line to `url` on which every byte takes `delayMs` in each direction. */
export const startLine = async (url: string, delayMs: number): Promise<Line> => {
  const { port: target } = new URL(url);
  let isDropped = false;
  const sockets = new Set<Socket>();
  const carry = (from: Socket, to: Socket): void => {
    from.on("data", (bytes) => {
      setTimeout(() => {
        if (!isDropped && to.writable) to.write(bytes);
      }, delayMs);
    });
    from.on("close", () => {
      setTimeout(() => !isDropped && to.destroy(), delayMs);
    });
    // An end of the line that is reset closes the other: `close` follows.
    from.on("error", () => undefined);
  };
  const server = createServer((near) => {
    const far = connect(Number(target), "127.0.0.1");
    sockets.add(near).add(far);
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    drop: () => {
      isDropped = true;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
};
