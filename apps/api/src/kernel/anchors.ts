import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** The head of one tenant's chain, written outside the database: a chain alone does not show that its tail was cut. */
export interface Head {
  readonly tenantId: string;
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
}

interface Line extends Head {
  readonly at: string;
  /** SHA-256 of the line before, so that no line can be taken out unnoticed. */
  readonly previous: string;
  readonly signature: string;
}

const signedText = ({ tenantId, seq, hash, at, previous }: Omit<Line, "signature">): Buffer =>
  Buffer.from(["handrail audit anchor", tenantId, seq, hash, at, previous].join("|"));

const digest = (line: string): string => createHash("sha256").update(line).digest("hex");

const keyFileOf = (anchorFile: string): string => `${anchorFile}.key`;
const publicFileOf = (anchorFile: string): string => `${anchorFile}.pub`;

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
};

/** Whole or not at all, and on the disk when this returns. */
const writeWhole = async (file: string, text: string): Promise<void> => {
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
};

const privateKey = async (anchorFile: string): Promise<KeyObject> => {
  const found = await readIfThere(keyFileOf(anchorFile));
  if (found !== undefined) return createPrivateKey(found);
  const { privateKey: fresh, publicKey } = generateKeyPairSync("ed25519");
  await writeWhole(publicFileOf(anchorFile), publicKey.export({ type: "spki", format: "pem" }).toString());
  await writeWhole(keyFileOf(anchorFile), fresh.export({ type: "pkcs8", format: "pem" }).toString());
  return fresh;
};

export interface AnchorLog {
  append(heads: readonly Head[]): Promise<void>;
}

/** Opens the file for appending; the first time it makes the signing key beside it, for its owner's eyes only. */
export const openAnchors = async (anchorFile: string): Promise<AnchorLog> => {
  await mkdir(dirname(anchorFile), { recursive: true });
  const key = await privateKey(anchorFile);
  const text = (await readIfThere(anchorFile)) ?? "";
  let previous = digest(text.trimEnd().split("\n").at(-1) ?? "");
  // A line that was cut short by a crash stays as it is, on a line of its own.
  let prefix = text === "" || text.endsWith("\n") ? "" : "\n";
  return {
    append: async (heads) => {
      if (heads.length === 0) return;
      const at = new Date().toISOString();
      let last = previous;
      const lines = heads.map((head) => {
        const unsigned = { tenantId: head.tenantId, seq: head.seq, hash: head.hash, at, previous: last };
        const line = JSON.stringify({
          ...unsigned,
          signature: sign(null, signedText(unsigned), key).toString("base64"),
        });
        last = digest(line);
        return line;
      });
      const handle = await open(anchorFile, "a", 0o600);
      try {
        await handle.appendFile(`${prefix}${lines.join("\n")}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      prefix = "";
      previous = last;
    },
  };
};

export interface ReadAnchors {
  readonly heads: readonly Head[];
  /** 1-based numbers of lines that were not written by the holder of the key, or not at this place. */
  readonly badLines: readonly number[];
}

/** Undefined when there is no anchor file, or no key to check it with. */
export const readAnchors = async (anchorFile: string): Promise<ReadAnchors | undefined> => {
  const text = await readIfThere(anchorFile);
  const pem = (await readIfThere(publicFileOf(anchorFile))) ?? (await readIfThere(keyFileOf(anchorFile)));
  if (text === undefined || pem === undefined) return undefined;
  const key = createPublicKey(pem);
  const heads: Head[] = [];
  const badLines: number[] = [];
  let previous = digest("");
  for (const [index, line] of text.trimEnd().split("\n").entries()) {
    const parsed = parseLine(line);
    const isGood =
      parsed !== undefined &&
      parsed.previous === previous &&
      verify(null, signedText(parsed), key, Buffer.from(parsed.signature, "base64"));
    if (isGood) heads.push({ tenantId: parsed.tenantId, seq: parsed.seq, hash: parsed.hash });
    else badLines.push(index + 1);
    previous = digest(line);
  }
  return { heads, badLines };
};

const isText = (value: unknown): value is string => typeof value === "string";

const parseLine = (line: string): Line | undefined => {
  try {
    const found = JSON.parse(line) as { readonly [K in keyof Line]?: unknown };
    const { tenantId, seq, hash, at, previous, signature } = found;
    if (!isText(tenantId) || !isText(hash) || !isText(at) || !isText(previous) || !isText(signature)) return undefined;
    return typeof seq === "number" ? { tenantId, seq, hash, at, previous, signature } : undefined;
  } catch {
    return undefined; // Not a line of ours: the caller counts it.
  }
};
