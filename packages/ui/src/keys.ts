export const isApple = (): boolean => typeof navigator !== "undefined" && /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** `Mod+K` as `aria-keyshortcuts` has to name it on this device. */
export const ariaKeys = (keys: string | undefined): string | undefined =>
  keys?.replace("Mod", isApple() ? "Meta" : "Control");
