import { join, resolve } from "node:path";

import { keyServiceOf } from "../apps/api/src/kernel/aws-kms.ts";
import { sealKeyring, unsealKeyring } from "../packages/db/src/vault/keyring.ts";

const dataDir = resolve(process.env["HANDRAIL_DATA_DIR"] ?? join(import.meta.dirname, "../.data"));
const path = join(dataDir, "keyring.json");

const main = async (verb: string | undefined): Promise<string> => {
  if (verb !== "seal" && verb !== "unseal") throw new Error("pnpm keys seal, or pnpm keys unseal");
  const service = await keyServiceOf(process.env["KMS_KEY_ID"]);
  if (service === undefined) throw new Error("KMS_KEY_ID does not name the key that seals.");
  if (verb === "unseal") {
    await unsealKeyring(path, service);
    return `${path} lies open now: start without KMS_KEY_ID.`;
  }
  await sealKeyring(path, service);
  return `${path} is sealed. Copies of the open file, in backups too, still open every name: destroy them.`;
};

main(process.argv[2]).then(
  (said) => process.stdout.write(`${said}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
