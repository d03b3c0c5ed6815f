import { rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { withLock } from "./lock.ts";
import { findPlace } from "./place.ts";
import { shutDown } from "./server.ts";
import { hasLivingUsers } from "./users.ts";

const isThere = async (folder: string): Promise<boolean> => {
  try {
    return (await stat(folder)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
};

/**
 * Removes a data folder with everything in it, also what lies elsewhere, and ends a server that a killed
 * process left on it. False, and nothing is touched, while a living process uses it.
 */
export const removeEmbedded = async (dataDir: string): Promise<boolean> => {
  if (!(await isThere(dataDir))) return true;
  return withLock(dataDir, async () => {
    if (await hasLivingUsers(dataDir)) return false;
    const place = await findPlace(dataDir);
    await shutDown(place, { answers: true });
    await rm(dirname(place.server), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    return true;
  });
};
