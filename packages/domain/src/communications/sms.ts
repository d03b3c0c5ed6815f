/** The alphabet of text messages (GSM 03.38), one place each. */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Those of its extension take two places. */
const extended = new Set("^{}\\[~]|€\f");

const lengths = { gsm: { alone: 160, joined: 153 }, unicode: { alone: 70, joined: 67 } } as const;

export interface SmsSize {
  /** Characters as they are charged: of the extension two places, outside of the Unicode's first plane two as well. */
  readonly places: number;
  /** Messages that it is sent as. */
  readonly parts: number;
  /** A character that is in no alphabet of text messages: with it, a part holds 70 instead of 160. */
  readonly foreign: string | null;
}

/** How the places fall into parts; a character of two places is never torn apart. */
const partsOf = (sizes: readonly number[], { alone, joined }: { alone: number; joined: number }): number => {
  const places = sizes.reduce((sum, size) => sum + size, 0);
  if (places === 0) return 0;
  if (places <= alone) return 1;
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
};

/** What a text message comes to when it leaves. */
export const smsSize = (text: string): SmsSize => {
  const characters = Array.from(text);
  const foreign = characters.find((one) => !basic.has(one) && !extended.has(one)) ?? null;
  const sizes = characters.map((one) => (foreign === null ? (extended.has(one) ? 2 : 1) : one.length));
  return {
    places: sizes.reduce((sum, size) => sum + size, 0),
    parts: partsOf(sizes, foreign === null ? lengths.gsm : lengths.unicode),
    foreign,
  };
};
