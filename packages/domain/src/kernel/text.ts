import * as z from "zod/mini";

// NUL cannot be stored by Postgres, and a lone surrogate cannot be written as UTF-8: both are refused by name here
// instead of failing in the driver.
const storable = (value: string): boolean => !value.includes("\u0000") && value.isWellFormed();

/** Free text of at most `max` characters (code points), trimmed at both ends. */
export const text = (max: number) =>
  z
    .string()
    .check(
      z.maxLength(max, `Keep this to ${max} characters.`),
      z.refine(storable, "This text holds characters that cannot be stored."),
      z.trim(),
    );

/** As `text`, and not empty. */
export const filledText = (max: number) => text(max).check(z.minLength(1, "Write something here."));
