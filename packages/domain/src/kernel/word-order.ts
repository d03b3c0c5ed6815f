/**
 * The order of names and titles where code sorts them: accents and capitals do not part words, and `Group 2` comes before
 * `Group 10`. The database sorts its columns alike (`sortedText` in packages/db).
 */
export const byWords = new Intl.Collator("und", { numeric: true }).compare;
