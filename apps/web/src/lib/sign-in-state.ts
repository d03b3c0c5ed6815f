import { createStore, useStore } from "@handrail/ui/store";

/**
 * `lost`: the server no longer knows this browser's sign-in. `locked`: it knows it and answers nothing until the PIN was
 * given. In both the page stays as it is until the person is back.
 */
type SignInState = "unknown" | "held" | "lost" | "locked";

const state = createStore<SignInState>("unknown");

export const useSignInState = (): SignInState => useStore(state);

/** Call it for every answer NOT_SIGNED_IN, wherever it came from. Before anyone has signed in it means nothing. */
export const signInLost = (): void => state.set((before) => (before === "held" ? "lost" : before));

export const signInLocked = (): void => state.set("locked");

export const signInHeld = (): void => state.set("held");

export const signInGone = (): void => state.set("unknown");

export const signInState = (): SignInState => state.get();

/** Runs `act` whenever the state changes. */
export const onSignInState = (act: (now: SignInState) => void): (() => void) => state.subscribe(() => act(state.get()));
