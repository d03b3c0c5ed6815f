import { sharedKey } from "./device-lock.ts";

/** The theme is the device's, not a person's, and so is whether it is shared. */
const keptSettings = new Set(["ui.theme", sharedKey]);
/** Marks and words that the server does not have yet wait for their maker, who alone can see and send them. */
const keptDatabases = new Set(["handrail-marks", "handrail-words"]);
const unfinished = "handrail.forget";

/** A deletion waits for every open connection of every tab; nobody waits for it longer than this. */
const patienceMs = 1_500;

const deleteDatabase = (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    setTimeout(() => resolve(false), patienceMs);
    request.addEventListener("success", () => resolve(true));
    request.addEventListener("error", () => resolve(false));
  });

const deleteDatabases = async (): Promise<boolean> => {
  const databases = await indexedDB.databases();
  const names = databases.flatMap(({ name }) => (name === undefined || keptDatabases.has(name) ? [] : [name]));
  const done = await Promise.all(names.map(deleteDatabase));
  return done.every(Boolean);
};

const forgetSettings = (): void => {
  for (const key of Object.keys(localStorage)) if (!keptSettings.has(key)) localStorage.removeItem(key);
  sessionStorage.clear();
};

/**
 * Everything of a person that this browser holds, but for what is still to be sent. The mark is set first and taken off last, so that a
 * tab closed in between leaves the rest to the next start.
 */
export const forgetEverything = async (): Promise<void> => {
  forgetSettings();
  localStorage.setItem(unfinished, "1");
  if (await deleteDatabases()) localStorage.removeItem(unfinished);
};

/** Before anything is read: ends what a tab that was closed too early had begun. */
export const finishForgetting = async (): Promise<void> => {
  if (localStorage.getItem(unfinished) !== null) await forgetEverything();
};
