import type { Me } from "@handrail/domain/access/schema";
import { dayIn } from "@handrail/domain/kernel/time";
import type { SessionsOfDay } from "@handrail/domain/sessions/schema";
import { hashKey } from "@tanstack/react-query";

import { api, client, problemOf, queryClient } from "./api.ts";
import { isLocked, openPage } from "./device-lock.ts";
import { finishForgetting, forgetEverything } from "./forget.ts";
import { keepAnswer, restoreAnswers } from "./kept-answers.ts";
import { forgetNames } from "./known-names.ts";
import { serverNow } from "./now.ts";
import { askKeysBy, dropKeys, forgetKeys, keepKeysAlive, takeKeys } from "./seal.ts";
import { onSignInState, signInGone, signInHeld, signInState } from "./sign-in-state.ts";

type Word = { readonly kind: "signed-out" } | { readonly kind: "signed-in"; readonly userId: string };

const otherTabs = new BroadcastChannel("handrail");
const say = (word: Word): void => otherTabs.postMessage(word);

const meKey = api.access.me.queryKey();
const mineTodayKey = api.sessions.day.queryKey({ scope: "mine" });

const isOfToday = (data: unknown): boolean => {
  const { day, zone } = data as Pick<SessionsOfDay, "day" | "zone">;
  return day === dayIn(zone, serverNow());
};

/** A copy from before an update may lack what the pages of today rest on. */
const isWhole = (data: unknown): boolean => (data as Partial<Me>).preferences !== undefined;

const kept = [
  { name: "me", queryKey: meKey, isOf: isWhole },
  { name: "today", queryKey: mineTodayKey, isOf: isOfToday },
  { name: "due", queryKey: api.today.read.queryKey({ scope: "mine" }), isOf: isOfToday },
];

const endPending = "handrail.end-sign-in";

/** This device was left while the server could not be told: its sign-in counts as ended here all the same. */
export const isEndPending = (): boolean => localStorage.getItem(endPending) !== null;

/** Whose data this tab shows. */
let personId: string | null = null;

const startOver = async (path: string): Promise<void> => {
  signInGone();
  forgetKeys();
  await forgetEverything();
  location.replace(path);
};

/** Before the first page of a sign-in, and after a lock: copies and typed words open again. */
const fetchKeys = async (): Promise<void> => {
  const keys = await client.access.deviceKeys.query();
  if (!isLocked() && (personId === null || personId === keys.userId)) takeKeys(keys);
};
const askForKeys = (): void => {
  if (signInState() === "held") fetchKeys().catch(onTrouble);
};
/** A page in view is in use, whether it is touched or read. */
const inUseMs = 60_000;

/** The server has said who is signed in. Somebody else than before: nothing of the one before may stay. */
const learn = async (me: Me): Promise<void> => {
  if (personId !== null && personId !== me.userId) {
    await startOver("/");
    return;
  }
  personId = me.userId;
  // An answer that was on its way when the page locked does not open it.
  if (isLocked()) return;
  if (signInState() !== "held") {
    const wasLost = signInState() === "lost";
    signInHeld();
    if (wasLost) await queryClient.invalidateQueries();
  }
};

/** Open pages seal themselves when they are told that the sign-in ended, and forget the keys while the device is locked. */
const sealWithSignIn = (): void => {
  askKeysBy(askForKeys);
  setInterval(() => document.visibilityState === "visible" && keepKeysAlive(), inUseMs);
  onSignInState((state) => {
    if (state === "held") askForKeys();
    else if (state === "locked") dropKeys();
    else if (state === "lost") {
      dropKeys();
      forgetNames();
    }
  });
};

const keepFresh = async (queryHash: string): Promise<void> => {
  const entry = kept.find(({ queryKey }) => hashKey(queryKey) === queryHash);
  const state = entry && queryClient.getQueryState(entry.queryKey);
  if (!state || state.data === undefined || personId === null) return;
  await keepAnswer(entry.name, { personId, at: state.dataUpdatedAt, data: state.data });
};

const onTrouble = (problem: unknown): void => {
  // A device that refuses to store works all the same; it only shows nothing while offline.
  console.warn("Nothing could be saved on this device.", problem);
};

const answered = async (queryHash: string): Promise<void> => {
  if (queryHash === hashKey(meKey)) {
    const me = queryClient.getQueryData(meKey);
    if (me) await learn(me);
  }
  await keepFresh(queryHash);
};

/** Tells the server what it could not be told before. */
const endOnServer = async (): Promise<void> => {
  if (!isEndPending()) return;
  try {
    await client.access.signOut.mutate();
  } catch (problem) {
    if (problemOf(problem).situation !== "NOT_SIGNED_IN") throw problem;
  }
  localStorage.removeItem(endPending);
};

const patienceMs = 1_500;

/** A storage that is busy with other tabs must not hold the page back. */
const soon = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error("The device's storage did not answer in time.")), patienceMs);
    }),
  ]);

/** Once, before the first paint: what this device kept of the person, and from then on what comes in. */
export const startPerson = async (): Promise<void> => {
  try {
    await finishForgetting();
    await endOnServer();
    personId = await soon(restoreAnswers(queryClient, kept));
  } catch (problem) {
    onTrouble(problem);
  }
  sealWithSignIn();
  if (isLocked()) dropKeys();
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || event.action.manual) return;
    answered(event.query.queryHash).catch(onTrouble);
  });
  otherTabs.addEventListener("message", ({ data }: MessageEvent<Word>) => {
    if (data.kind === "signed-out") {
      signInGone();
      forgetKeys();
      queryClient.clear();
      location.replace("/sign-in");
      // Their own first page: whoever was here before may have been somewhere that says more than it should.
    } else if (personId !== null && data.userId !== personId) location.replace("/");
    else void queryClient.invalidateQueries();
  });
};

/**
 * Whether this device is known to be signed in by nobody. A device that kept somebody's pages shows them at once; any other
 * asks first, so that the sign-in form does not wait for the code of pages behind it.
 */
export const isNobody = async (): Promise<boolean> => {
  if (isEndPending()) return true;
  if (isLocked() || queryClient.getQueryData(meKey) !== undefined) return false;
  try {
    await queryClient.fetchQuery({ ...api.access.me.queryOptions(), retry: false });
    return false;
  } catch (problem) {
    // Anything else is for the page to say, with a button that asks again.
    return problemOf(problem).situation === "NOT_SIGNED_IN";
  }
};

/** After the server has accepted a sign-in: learns who it is, and tells the other tabs. */
export const signedIn = async (): Promise<void> => {
  localStorage.removeItem(endPending);
  const me = await queryClient.fetchQuery({ ...api.access.me.queryOptions(), staleTime: 0 });
  // On a locked page: the same person again. Anybody else's arrival empties and reloads it.
  if (isLocked() && personId === me.userId) {
    openPage();
    await queryClient.invalidateQueries();
  }
  say({ kind: "signed-in", userId: me.userId });
};

/** Ends the sign-in on the server and wipes this device. When the server does not answer, nothing is wiped. */
export const signOut = async (): Promise<void> => {
  await client.access.signOut.mutate();
  await leave();
};

/** Wipes this device and goes to the sign-in page, in all tabs. */
export const leave = async (): Promise<void> => {
  say({ kind: "signed-out" });
  await startOver("/sign-in");
};

/** As `leave`, with the server told as soon as it can be reached. */
export const leaveOffline = async (): Promise<void> => {
  say({ kind: "signed-out" });
  signInGone();
  forgetKeys();
  await forgetEverything();
  localStorage.setItem(endPending, "1");
  location.replace("/sign-in");
};
