/** The part of the library that is used: it comes without types of its own. */
declare module "qrcode" {
  export const create: (
    text: string,
    options?: { readonly errorCorrectionLevel?: "L" | "M" | "Q" | "H" },
  ) => { readonly modules: { readonly size: number; readonly data: Uint8Array } };
}
