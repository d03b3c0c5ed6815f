/** The first word of every page's path. The server answers these with the app, and everything else with 404. */
const pageWords = [
  "sign-in",
  "inbox",
  "sessions",
  "cases",
  "interventions",
  "programs",
  "students",
  "messages",
  "insights",
  "jobs",
  "account",
  "dev",
] as const;

const known: ReadonlySet<string> = new Set(pageWords);

/** Whether a path is one of the app's pages: by its first word, and without a file's extension at its end. */
export const isPagePath = (path: string): boolean => {
  const [, first = "", ...rest] = path.split("/");
  if (first === "") return rest.length === 0;
  return known.has(first) && !(rest.at(-1) ?? first).includes(".");
};
