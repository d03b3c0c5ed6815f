// Every sign that people and programs write for an apostrophe, among them the ʻokina and the half rings of Arabic names.
const apostrophes = /['`´‘’‛′‵ʹʻʼʽʾʿˈˊˋ՚׳Ꞌꞌ＇]/gu;
// Hyphens join the parts of a name; dashes part sentences, and are not among them.
const hyphens = /[\u2010\u2011\u2212\uFE63\uFF0D]/gu;
// Zero-width signs, direction marks and soft hyphens: nobody sees them, and copied text is full of them.
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

// Letters that stay themselves under Unicode decomposition, as people type them on a keyboard without them.
const plain: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

/** As people see a text: composed, one kind of apostrophe, hyphen and width, nothing invisible. Accents and case stay. */
export const composed = (text: string): string =>
  text.replaceAll(apostrophes, "'").replaceAll(hyphens, "-").replaceAll(invisible, "").normalize("NFKC");

/** As people type a text in a hurry: lower case, without accents. `Nguyễn` and `nguyen` are the same. */
export const folded = (text: string): string =>
  composed(text)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[łøđðþßæœı]/g, (letter) => plain[letter] ?? letter);

/** A code as it is kept: capitals, any dash for its hyphen (programs make long ones of it), no blanks around it. */
export const foldedCode = (text: string): string =>
  composed(text)
    .replaceAll(/\p{Pd}/gu, "-")
    .trim()
    .toUpperCase();
