import { stat } from "node:fs/promises";

import type { Pool } from "../client.ts";
import { loadKeyring, type Keyring, type KeyService } from "./keyring.ts";

export interface KeyringPlace {
  readonly path: string;
  readonly service?: KeyService | undefined;
  /** As `handrail_vault`. */
  readonly pool: Pool;
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
};

const start = "Handrail will not start:";

/**
 * The keyring that belongs to this database. A new one is made for a database without names only: made in the place of a
 * lost one, it would open none of them, and whatever it sealed would be lost as soon as the right one is back.
 */
export const loadMatchingKeyring = async ({ path, service, pool }: KeyringPlace): Promise<Keyring> => {
  const readMark = async () => (await pool<{ fingerprint: string | null }[]>`select fingerprint from app.keyring`)[0];
  if ((await readMark()) !== undefined && !(await exists(path)))
    throw new Error(
      `${start} the keyring ${path} is missing, and this database holds names that only it opens. Put it back from a backup, or set HANDRAIL_DATA_DIR to the folder that holds it.`,
    );
  const keyring = await loadKeyring(path, service);
  // The key of hashes stays when the key that seals is replaced.
  const fingerprint = keyring.hmac("fingerprint", "handrail").toString("hex");
  await pool`
    insert into app.keyring as k (fingerprint) values (${fingerprint})
      on conflict (only_row) do update set fingerprint = excluded.fingerprint where k.fingerprint is null`;
  if ((await readMark())?.fingerprint !== fingerprint)
    throw new Error(
      `${start} the keyring ${path} is not the one of this database: it opens none of the names in it. Put the right one back from a backup.`,
    );
  return keyring;
};
