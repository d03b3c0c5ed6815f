import * as z from "zod/mini";

// NUL cannot be stored by Postgres, and a lone surrogate cannot be written as UTF-8: both are refused by name here
// instead of failing in the driver.
const storable = (value: string): boolean => !value.includes("\u0000") && value.isWellFormed();

/**
 * Free text of at most `max` characters, trimmed at both ends and composed (NFC). What is measured is what is kept: blanks
 * at the ends and the spelling of an accent count for nothing.
 */
export const text = (max: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.normalize("NFC"),
      z.maxLength(max, `Keep this to ${max} characters.`),
      z.refine(storable, "This text holds characters that cannot be stored."),
    );

/** Controls, format signs such as the zero-width space, blanks, accents alone, and the fillers that show nothing. */
const unseen = /[\p{Cc}\p{Cf}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/** Whether anything of a text can be seen: a name of invisible characters looks like none. */
const isSeen = (value: string): boolean => Array.from(value).some((character) => !unseen.test(character));

/** As `text`, and with something to see. */
export const filledText = (max: number) =>
  text(max).check(
    z.minLength(1, "Write something here."),
    z.refine((value) => value === "" || isSeen(value), "Write something that can be seen here."),
  );
