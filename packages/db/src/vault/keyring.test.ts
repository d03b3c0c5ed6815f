import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Unreadable } from "./cipher.ts";
import { keyringOf, loadKeyring, memoryKeyring, newKeyringContent } from "./keyring.ts";

const plain = Buffer.from("a secret");

describe("sealing", () => {
  it("opens what it sealed, for the same purpose and place alone", () => {
    const keyring = memoryKeyring();
    const sealed = keyring.seal("totp", plain, "here");
    expect(Buffer.from(keyring.open("totp", sealed, "here"))).toEqual(plain);
    expect(() => keyring.open("tenant key", sealed, "here")).toThrow(Unreadable);
    expect(() => keyring.open("totp", sealed, "there")).toThrow(Unreadable);
    expect(() => memoryKeyring().open("totp", sealed, "here")).toThrow(Unreadable);
    expect(() => keyring.open("totp", new Uint8Array(), "here")).toThrow(Unreadable);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => keyring.open("totp", changed, "here")).toThrow(Unreadable);
    }
  });

  it("goes on opening older seals, and giving the same keyed hashes, after the primary key changed", () => {
    const before = newKeyringContent();
    const added = newKeyringContent();
    const after = keyringOf({ ...before, primary: added.primary, keys: { ...before.keys, ...added.keys } });
    const old = keyringOf(before);
    expect(Buffer.from(after.open("totp", old.seal("totp", plain, ""), ""))).toEqual(plain);
    expect(after.hmac("ip", "192.0.2.1")).toEqual(old.hmac("ip", "192.0.2.1"));
    expect(() => old.open("totp", after.seal("totp", plain, ""), "")).toThrow(Unreadable);
  });

  it("hashes differ by purpose, data and keyring", () => {
    const keyring = memoryKeyring();
    const hashes = [
      keyring.hmac("ip", "192.0.2.1"),
      keyring.hmac("ip", "192.0.2.2"),
      keyring.hmac("contact", "192.0.2.1"),
      memoryKeyring().hmac("ip", "192.0.2.1"),
    ].map((hash) => hash.toString("hex"));
    expect(new Set(hashes).size).toBe(4);
    expect(hashes[0]).toHaveLength(64);
  });
});

describe("the keyring's file", () => {
  let folder = "";
  let path = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "handrail-keyring-"));
    path = join(folder, "data", "keyring.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is made at first use, and is the same at the next", async () => {
    const sealed = (await loadKeyring(path)).seal("totp", plain, "here");
    expect(Buffer.from((await loadKeyring(path)).open("totp", sealed, "here"))).toEqual(plain);
    expect(await readdir(join(folder, "data"))).toEqual(["keyring.json"]);
  });

  it("is one and the same for many first starts at once", async () => {
    const keyrings = await Promise.all(Array.from({ length: 12 }, () => loadKeyring(path)));
    expect(new Set(keyrings.map((keyring) => keyring.primary)).size).toBe(1);
    expect(new Set(keyrings.map((keyring) => keyring.hmac("ip", "x").toString("hex"))).size).toBe(1);
    expect(await readdir(join(folder, "data"))).toEqual(["keyring.json"]);
  });

  it("is refused when damaged, left as it is, and not quoted", async () => {
    await loadKeyring(path);
    const whole = await readFile(path, "utf8");
    const { primary, keys, hmac } = newKeyringContent();
    const damaged = [
      "",
      whole.slice(0, -20),
      "[]",
      JSON.stringify({ version: 2, primary, keys, hmac }),
      JSON.stringify({ version: 1, primary: "another", keys, hmac }),
      JSON.stringify({ version: 1, primary: "toString", keys, hmac }),
      JSON.stringify({ version: 1, primary, keys: { [primary]: "c2hvcnQ=" }, hmac }),
      JSON.stringify({ version: 1, primary, keys }),
    ];
    for (const text of damaged) {
      await writeFile(path, text);
      const failure = await loadKeyring(path).then(
        () => "opened",
        (error: unknown) => String(error),
      );
      expect(failure).toContain("is damaged. Restore it from a backup");
      expect(failure).not.toContain(Object.values(keys)[0]);
      expect(await readFile(path, "utf8")).toBe(text);
    }
  });

  it.skipIf(process.platform === "win32")("is closed to others, and refused when they may read it", async () => {
    await loadKeyring(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o640);
    await expect(loadKeyring(path)).rejects.toThrow("can be read by others");
  });
});
