import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import { passwordBounds } from "./schema.ts";

/** What is tried first, wherever it is long enough to be allowed at all. Compared without case, spaces and signs. */
const common = new Set([
  "123456789012",
  "1234567890123",
  "12345678901234",
  "123456789123",
  "111111111111",
  "000000000000",
  "121212121212",
  "123123123123",
  "abcdefghijkl",
  "abcdefghijklm",
  "abcd12345678",
  "abc123abc123",
  "aaaaaaaaaaaa",
  "qwertyuiop12",
  "qwertyuiop123",
  "qwertyuiopas",
  "qwertyuiopasdfghjkl",
  "qwerty123456",
  "qwerty12345678",
  "1q2w3e4r5t6y",
  "1qaz2wsx3edc",
  "asdfghjkl123",
  "password1234",
  "password12345",
  "password123456",
  "passwordpassword",
  "passw0rd1234",
  "iloveyou1234",
  "iloveyouiloveyou",
  "letmeinletmein",
  "letmein123456",
  "welcome12345",
  "welcome123456",
  "welcomewelcome",
  "changeme1234",
  "changemechangeme",
  "administrator",
  "admin1234567",
  "administrator1",
  "correcthorsebatterystaple",
  "footballfootball",
  "handrailhandrail",
  "handrail1234",
  "schoolschool",
  "school123456",
  "teacherteacher",
  "teacher12345",
]);

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

const weak = (message: string): Verdict => refuse("WEAK_PASSWORD", message, { field: "next" });

export interface PasswordChoice {
  readonly password: string;
  /** The one it replaces. */
  readonly current: string;
  readonly email: string;
}

/** Length, and not what everybody guesses first; no rules about kinds of characters, which make passwords worse. */
export const isGoodPassword = ({ password, current, email }: PasswordChoice): Verdict => {
  // Counted as people count, so that an emoji is one.
  const length = Array.from(password.normalize("NFKC")).length;
  if (length < passwordBounds.min) return weak(`Use at least ${passwordBounds.min} characters.`);
  if (password === current) return weak("This is already your password. Choose another one.");
  const bare = plain(password);
  const [name = ""] = email.split("@");
  if (bare === plain(email) || bare === plain(name) || bare === plain(name + name))
    return weak("Do not use your e-mail address as your password.");
  if (common.has(bare) || new Set(bare).size < 4)
    return weak("This password is too easy to guess. Choose another one.");
  return allow;
};
