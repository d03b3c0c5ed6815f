import { createStore, useStore } from "./store.ts";

export type ThemeChoice = "light" | "dark" | "system";

const storageKey = "ui.theme";

/**
 * Runs in the page's head before the first paint, inline with the page's nonce or as a small file of its own.
 * Without it, "system" still shows no flash: the style sheet follows the device by itself.
 * @public
 */
export const themeBootScript = `try{var t=localStorage.getItem("${storageKey}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;

const stored = (): ThemeChoice => {
  try {
    const value = localStorage.getItem(storageKey);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
};

const choice = createStore<ThemeChoice>(stored());

const show = (theme: ThemeChoice): void => {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
};

export const setTheme = (theme: ThemeChoice): void => {
  choice.set(theme);
  show(theme);
  try {
    if (theme === "system") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
};

export const useTheme = (): ThemeChoice => useStore(choice);
