import { execFile } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { loadKeyring, newKeyringContent, sealKeyring, unsealKeyring } from "@handrail/db/vault/keyring";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { keyServiceOf } from "./aws-kms.ts";
import { startKms } from "./kms.fixture.ts";

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const keyId = "alias/handrail";
const plain = Buffer.from("a secret");

let kms: Awaited<ReturnType<typeof startKms>>;
let folder: string;
let path: string;
beforeEach(async () => {
  kms = await startKms(keyId);
  folder = await mkdtemp(join(tmpdir(), "handrail-kms-"));
  path = join(folder, "keyring.json");
  vi.stubEnv("AWS_ENDPOINT_URL_KMS", kms.url);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await kms.close();
  await rm(folder, { recursive: true, force: true });
});

const service = async () => {
  const found = await keyServiceOf(keyId);
  if (found === undefined) throw new Error("There is no key service");
  return found;
};
const held = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;

it("is asked for only where a key is named", async () => {
  expect(await keyServiceOf(undefined)).toBeUndefined();
  expect(await keyServiceOf("")).toBeUndefined();
  await loadKeyring(path);
  expect(kms.calls).toEqual([]);
});

it("seals a new keyring before it is written, and opens it at the next start", async () => {
  const first = await loadKeyring(path, await service());
  const sealed = first.seal("totp", plain, "here");
  expect(Object.keys(await held()).toSorted()).toEqual(["sealed", "sealedBy", "version"]);
  expect(process.platform === "win32" || ((await stat(path)).mode & 0o777) === 0o600).toBe(true);
  const again = await loadKeyring(path, await service());
  expect(Buffer.from(again.open("totp", sealed, "here"))).toEqual(plain);
  expect(again.hmac("ip", "192.0.2.1")).toEqual(first.hmac("ip", "192.0.2.1"));
  // What was written is opened once before it is relied on.
  expect(kms.calls).toEqual(["Encrypt", "Decrypt", "Decrypt"]);
});

it("says which setting is missing for a sealed keyring, and what to do with an open one", async () => {
  await loadKeyring(path, await service());
  await expect(loadKeyring(path)).rejects.toThrow("is sealed by aws-kms. Name the key that opens it: KMS_KEY_ID.");
  await unsealKeyring(path, await service());
  await expect(loadKeyring(path, await service())).rejects.toThrow("Seal it: pnpm keys seal");
});

it("says by the service's own word why it did not help, and leaves the file as it was", async () => {
  await loadKeyring(path, await service());
  const before = await readFile(path, "utf8");
  kms.refuse("AccessDeniedException");
  await expect(loadKeyring(path, await service())).rejects.toThrow(
    `aws-kms did not help with the keyring ${path}: AccessDeniedException.`,
  );
  kms.refuse(undefined);
  const other = await keyServiceOf("alias/another");
  await expect(loadKeyring(path, other)).rejects.toThrow("NotFoundException");
  const content = await held();
  const blob = Buffer.from(String(content["sealed"]), "base64");
  blob[40] = (blob[40] ?? 0) ^ 1;
  await writeFile(path, JSON.stringify({ ...content, sealed: blob.toString("base64") }));
  await expect(loadKeyring(path, await service())).rejects.toThrow("InvalidCiphertextException");
  await writeFile(path, before);
  await loadKeyring(path, await service());
});

it("seals and unseals the keyring of a school at work, whose names stay readable", async () => {
  const open = await loadKeyring(path);
  const sealed = open.seal("tenant key", plain, "here");
  await sealKeyring(path, await service());
  const text = await readFile(path, "utf8");
  expect(text).not.toContain(open.primary);
  await expect(sealKeyring(path, await service())).rejects.toThrow("is sealed already");
  expect(Buffer.from((await loadKeyring(path, await service())).open("tenant key", sealed, "here"))).toEqual(plain);
  await unsealKeyring(path, await service());
  await expect(unsealKeyring(path, await service())).rejects.toThrow("lies open already");
  expect(Buffer.from((await loadKeyring(path)).open("tenant key", sealed, "here"))).toEqual(plain);
  expect(await readdir(folder)).toEqual(["keyring.json"]);
});

it("leaves an open keyring open where the service refuses", async () => {
  await loadKeyring(path);
  const before = await readFile(path, "utf8");
  kms.refuse("DisabledException");
  await expect(sealKeyring(path, await service())).rejects.toThrow("DisabledException");
  expect(await readFile(path, "utf8")).toBe(before);
});

it("never seals what cannot be opened again, nor what others may read", async () => {
  await loadKeyring(path);
  const before = await readFile(path, "utf8");
  const broken = {
    ...(await service()),
    open: async () => Buffer.from(JSON.stringify(newKeyringContent())).subarray(1),
  };
  await expect(sealKeyring(path, broken)).rejects.toThrow("is damaged");
  expect(await readFile(path, "utf8")).toBe(before);
  await chmod(path, 0o644);
  await expect(sealKeyring(path, await service())).rejects.toThrow("can be read by others");
});

it("is a command: sealed, refused a second time, unsealed", { timeout: 60_000 }, async () => {
  await loadKeyring(path);
  const keys = (verb: string) =>
    new Promise<{ code: number; said: string }>((done) => {
      const env = { ...process.env, HANDRAIL_DATA_DIR: folder, KMS_KEY_ID: keyId };
      const script = resolve(import.meta.dirname, "../../../../scripts/keys.ts");
      const child = execFile(process.execPath, ["--import", loader, script, verb], { env }, (_error, out, wrong) => {
        done({ code: child.exitCode ?? -1, said: out + wrong });
      });
    });
  expect(await keys("seal")).toMatchObject({ code: 0, said: expect.stringContaining("is sealed") as string });
  expect(await keys("seal")).toMatchObject({ code: 1, said: expect.stringContaining("is sealed already") as string });
  expect(await keys("unseal")).toMatchObject({ code: 0 });
  expect(await keys("turn")).toMatchObject({ code: 1, said: expect.stringContaining("pnpm keys seal") as string });
});
