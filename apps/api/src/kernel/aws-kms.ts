import type { KeyService } from "@handrail/db/vault/keyring";

/** Sealed for nothing else: KMS opens it only where the same words are said, and writes them into its own log. */
const context = { application: "handrail", purpose: "keyring" };

/**
 * AWS KMS with this key (id, ARN or alias); undefined where none is named. Region, credentials and endpoint are found as
 * the AWS SDK finds them: `AWS_REGION`, `AWS_PROFILE`, a role of the machine, `AWS_ENDPOINT_URL_KMS`.
 */
export const keyServiceOf = async (keyId: string | undefined): Promise<KeyService | undefined> => {
  if (keyId === undefined || keyId === "") return undefined;
  const { DecryptCommand, EncryptCommand, KMSClient } = await import("@aws-sdk/client-kms");
  const client = new KMSClient();
  const whole = (bytes: Uint8Array | undefined): Uint8Array => {
    if (bytes === undefined) throw new Error("KMS answered without content.");
    return bytes;
  };
  return {
    name: "aws-kms",
    seal: async (plain) =>
      whole(
        (await client.send(new EncryptCommand({ KeyId: keyId, Plaintext: plain, EncryptionContext: context })))
          .CiphertextBlob,
      ),
    open: async (sealed) =>
      whole(
        (await client.send(new DecryptCommand({ KeyId: keyId, CiphertextBlob: sealed, EncryptionContext: context })))
          .Plaintext,
      ),
  };
};
