import { createStore, useStore } from "@handrail/ui/store";

import { signInHeld, signInLocked } from "./sign-in-state.ts";

/** Of the device, so it outlives a sign-out: after how many minutes it locks for whoever is signed in. */
export const sharedKey = "device.shared";
/** The three below are of the person who is signed in, and go with them. */
const armedKey = "device.armed";
const lockedKey = "device.locked";
const touchedKey = "device.touched";

interface DeviceLockState {
  /** Minutes without a touch, when the server has agreed to lock this sign-in. */
  readonly armed: number | null;
  readonly isLocked: boolean;
}

const minutesIn = (key: string): number | null => {
  const value = Number(localStorage.getItem(key) ?? "");
  return Number.isInteger(value) && value > 0 ? value : null;
};

/** A device that slept through its minutes opens locked. */
const isOverdue = (): boolean => {
  const armed = minutesIn(armedKey);
  const touched = Number(localStorage.getItem(touchedKey) ?? "0");
  return armed !== null && touched > 0 && Date.now() - touched >= armed * 60_000;
};

const state = createStore<DeviceLockState>({
  armed: minutesIn(armedKey),
  isLocked: localStorage.getItem(lockedKey) !== null || isOverdue(),
});
const otherTabs = new BroadcastChannel("handrail-lock");

const cover = (): void => {
  localStorage.setItem(lockedKey, "1");
  signInLocked();
  state.set((before) => ({ ...before, isLocked: true }));
};

const uncover = (): void => {
  localStorage.removeItem(lockedKey);
  touch();
  state.set((before) => ({ ...before, isLocked: false }));
  signInHeld();
};

export const useDeviceLock = (): DeviceLockState => useStore(state);
export const isLocked = (): boolean => state.get().isLocked;

/** The minutes this device was given, whoever is signed in; null on a device of one's own. */
export const sharedMinutes = (): number | null => minutesIn(sharedKey);

/** Somebody is here. Written at most every few seconds, for the other tabs and for a page that is opened later. */
export const touch = (): void => {
  const now = Date.now();
  if (Math.abs(now - Number(localStorage.getItem(touchedKey) ?? "0")) > 2_000)
    localStorage.setItem(touchedKey, String(now));
};

/** Covers this page and every other tab's. The marks that wait stay where they are, and so does what was being typed. */
export const lockPage = (): void => {
  if (isLocked()) return;
  cover();
  otherTabs.postMessage("locked");
};

export const openPage = (): void => {
  uncover();
  otherTabs.postMessage("open");
};

export const lockWhenOverdue = (): void => {
  if (isOverdue()) lockPage();
};

/** The server has said whether, and after how long, this sign-in locks. */
export const arm = (minutes: number | null): void => {
  if (minutes === null) {
    localStorage.removeItem(sharedKey);
    localStorage.removeItem(armedKey);
  } else {
    localStorage.setItem(sharedKey, String(minutes));
    localStorage.setItem(armedKey, String(minutes));
    touch();
  }
  state.set((before) => ({ ...before, armed: minutes }));
};

if (isLocked()) cover();
otherTabs.addEventListener("message", ({ data }: MessageEvent<"locked" | "open">) => {
  if (data === "open") uncover();
  else if (!isLocked()) cover();
});
