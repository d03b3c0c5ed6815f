import * as z from "zod/mini";

import { createLimiter } from "../rest/limits.ts";
import type { Log } from "./log.ts";

const word = (pattern: RegExp) => z.string().check(z.maxLength(120), z.regex(pattern));

/**
 * What a page may say of a part that it could not draw. Each field has a shape that has no room for a name, an id or a
 * sentence: routes are patterns (`/students/$studentId`), and the error's message is never sent.
 */
const PageFault = z.strictObject({
  faultId: word(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/),
  route: word(/^[/$A-Za-z-]+$/),
  part: word(/^[a-z-]+$/),
  errorName: word(/^[A-Za-z]+$/),
  build: word(/^[A-Za-z0-9_-]+$/),
});

const mostPerAddress = 20;
const mostInAll = 200;

export interface PageFaults {
  /** Writes a fault to the log. Returns the status to answer with. */
  tell(address: string, body: string): 204 | 400 | 429;
}

export const createPageFaults = (log: Log): PageFaults => {
  const perAddress = createLimiter(mostPerAddress);
  const inAll = createLimiter(mostInAll);
  const parsed = (body: string): unknown => {
    try {
      return JSON.parse(body);
    } catch {
      return undefined;
    }
  };
  return {
    tell: (address, body) => {
      if (perAddress.count(address) !== undefined || inAll.count("all") !== undefined) return 429;
      const fault = PageFault.safeParse(parsed(body));
      if (!fault.success) return 400;
      log.error("A part of a page could not be drawn", fault.data);
      return 204;
    },
  };
};
