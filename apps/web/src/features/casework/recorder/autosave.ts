import { client, mayPass, newId, problemOf } from "../../../lib/api.ts";
import { onSignInState, signInLost } from "../../../lib/sign-in-state.ts";
import { type KeptWords, keepWords, settleWords } from "./device.ts";

/** Where the words are safe by now. */
export interface Safe {
  /** Null where this device keeps nothing. */
  readonly device: string | null;
  readonly server: string | null;
}

export interface AutosaveEvents {
  readonly safe: (safe: Safe) => void;
  readonly version: (draftId: string, version: number) => void;
  /** Another device had written meanwhile: what stood there, which the words of here have replaced. */
  readonly older: (theirs: KeptWords) => void;
}

export interface Autosave {
  readonly put: (words: KeptWords) => void;
  /** Writes at once what waits: before the page goes, before another draft comes. */
  readonly flush: () => Promise<void>;
  /** Writes to the device what waits; then nothing is written or sent until the next word is typed. */
  readonly pause: () => Promise<void>;
  /** What was written is not to be kept any more. */
  readonly forget: () => Promise<void>;
  /** Ends it, with nothing on its way any more. */
  readonly stop: () => Promise<void>;
}

const deviceMs = 250;
const serverMs = 1_200;
const againMs = 5_000;

/** Keeps what is typed: on the device at once, on the server soon after, one save at a time. */
export const createAutosave = (events: AutosaveEvents): Autosave => {
  let latest: KeptWords | null = null;
  let safe: Safe = { device: null, server: null };
  let onDevice: KeptWords | null = null;
  let onServer: KeptWords | null = null;
  let deviceTimer: ReturnType<typeof setTimeout> | undefined;
  let serverTimer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;
  let isStopped = false;

  const say = (part: Partial<Safe>): void => {
    safe = { ...safe, ...part };
    if (!isStopped) events.safe(safe);
  };

  const writeDevice = async (): Promise<void> => {
    clearTimeout(deviceTimer);
    const words = latest;
    if (isStopped || words === null || words === onDevice) return;
    onDevice = words;
    try {
      await keepWords(words);
      say({ device: words.at });
    } catch (problem) {
      console.warn("The text could not be saved on this device.", problem);
      say({ device: null });
    }
  };

  const saved = async (words: KeptWords, version: number): Promise<void> => {
    onServer = words;
    if (latest !== null && latest.draftId === words.draftId) latest = Object.assign({}, latest, { version });
    if (latest !== null && latest.at === words.at) onServer = latest;
    onDevice = latest !== null && latest.at === words.at ? latest : onDevice;
    events.version(words.draftId, version);
    say({ server: words.at });
    await settleWords({ ...words, version }).catch((problem: unknown) => {
      console.warn("The copy on this device could not be renewed.", problem);
    });
  };

  const sendTo = async (words: KeptWords): Promise<void> => {
    const { draftId, kind, studentId, caseId, body, version } = words;
    const about = { draftId, kind, studentId, caseId, body, version } as Parameters<
      typeof client.casework.saveDraft.mutate
    >[0];
    const answer = await client.casework.saveDraft.mutate({ ...about, mutationId: newId() });
    if (answer.outcome === "saved") return saved(words, answer.version);
    const theirs = (await client.casework.drafts.query()).find(({ id }) => id === draftId);
    if (theirs !== undefined)
      events.older({ ...words, body: theirs.body, at: theirs.savedAt, version: theirs.version });
    return sendTo({ ...words, version: theirs?.version ?? 0 });
  };

  const sendOnce = async (): Promise<void> => {
    const words = latest;
    if (isStopped || words === null || words === onServer) return;
    try {
      await sendTo(words);
    } catch (problem) {
      const { situation } = problemOf(problem);
      if (situation === "NOT_SIGNED_IN") signInLost();
      // A refusal stays one: the words are on the device, and say so.
      if (mayPass(situation)) later(againMs);
      say({ server: null });
    }
  };

  const send = async (): Promise<void> => {
    clearTimeout(serverTimer);
    await sending;
    sending = sendOnce();
    await sending;
    sending = undefined;
  };

  const later = (ms: number): void => {
    clearTimeout(serverTimer);
    if (!isStopped) serverTimer = setTimeout(() => void send(), ms);
  };

  const now = (): void => later(0);
  const leaving = (): void => void writeDevice();
  window.addEventListener("online", now);
  window.addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", leaving);
  const unsubscribe = onSignInState((state) => state === "held" && now());

  const flush = async (): Promise<void> => {
    await writeDevice();
    await send();
  };
  return {
    put: (words) => {
      latest = words;
      clearTimeout(deviceTimer);
      deviceTimer = setTimeout(() => void writeDevice(), deviceMs);
      later(serverMs);
    },
    flush,
    pause: async () => {
      clearTimeout(serverTimer);
      // A write that waits for its timer would later replace what is kept to be sent.
      await writeDevice();
      await sending;
    },
    forget: async () => {
      latest = null;
      clearTimeout(deviceTimer);
      clearTimeout(serverTimer);
      await sending;
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(deviceTimer);
      clearTimeout(serverTimer);
      window.removeEventListener("online", now);
      window.removeEventListener("pagehide", leaving);
      document.removeEventListener("visibilitychange", leaving);
      unsubscribe();
      await sending;
    },
  };
};
