/** A code as it was meant: without the blanks and hyphens that people and apps put in, and with plain digits and letters. */
export const typedCode = (code: string): string => code.normalize("NFKC").replaceAll(/[\s\p{Pd}\p{Cf}]/gu, "");
