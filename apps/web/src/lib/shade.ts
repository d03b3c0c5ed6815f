import { createStore, useStore } from "@handrail/ui/store";

const storageKey = "handrail.shade";
const stored = (): boolean => {
  try {
    return localStorage.getItem(storageKey) === "on";
  } catch {
    return false;
  }
};
const shade = createStore(stored());

/** Codes instead of names everywhere on the screen, for a projector or an open door. Remembered on the device. */
export const useShade = (): boolean => useStore(shade);

export const setShade = (isOn: boolean): void => {
  shade.set(isOn);
  try {
    localStorage.setItem(storageKey, isOn ? "on" : "off");
  } catch {
    // Storage may be refused; the choice then lasts as long as the page.
  }
};
