import * as z from "zod/mini";

/** XLSX, or CSV with the separator that a spreadsheet expects: `;` where the decimal sign is a comma, else `,`. */
export const ExportFormat = z.enum(["xlsx", "csv_semicolon", "csv_comma"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** A file, under a name that says nothing of anybody. `base64` where its bytes are no text. */
export const ExportFile = z.object({
  fileName: z.string(),
  encoding: z.enum(["text", "base64"]),
  content: z.string(),
});
export type ExportFile = z.infer<typeof ExportFile>;

/** The field of every export. */
export const exportFormat = z._default(ExportFormat, "csv_comma");
