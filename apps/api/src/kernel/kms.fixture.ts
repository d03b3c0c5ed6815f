import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What stands in for AWS KMS, which no machine of ours can run: its protocol over HTTP, one key, and ciphertexts that open
 * only for that key and the encryption context they were sealed with. The client in front of it is the real one.
 */
export const startKms = async (keyId: string) => {
  const key = randomBytes(32);
  const calls: string[] = [];
  let refusal: string | undefined;

  const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
  };
  const work: Readonly<Record<string, (data: string, context: Buffer) => object>> = {
    Encrypt: (data, context) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(context);
      const sealed = Buffer.concat([cipher.update(Buffer.from(data, "base64")), cipher.final()]);
      return { CiphertextBlob: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64"), KeyId: keyId };
    },
    Decrypt: (data, context) => {
      const blob = Buffer.from(data, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, blob.subarray(0, 12)).setAAD(context);
      decipher.setAuthTag(blob.subarray(12, 28));
      const plain = Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()]);
      return { Plaintext: plain.toString("base64"), KeyId: keyId };
    },
  };

  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    };
    const act = async (): Promise<void> => {
      const verb = String(request.headers["x-amz-target"]).replace("TrentService.", "");
      const body = await bodyOf(request);
      calls.push(verb);
      const isSigned = request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=") === true;
      if (!isSigned || refusal !== undefined) return answer(400, { __type: refusal ?? "MissingAuthenticationToken" });
      if (body["KeyId"] !== keyId) return answer(400, { __type: "NotFoundException" });
      const context = Buffer.from(JSON.stringify(body["EncryptionContext"]));
      try {
        return answer(200, work[verb]?.(String(body["Plaintext"] ?? body["CiphertextBlob"]), context) ?? {});
      } catch {
        return answer(400, { __type: "InvalidCiphertextException" });
      }
    };
    act().catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    refuse: (name: string | undefined): void => {
      refusal = name;
    },
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
