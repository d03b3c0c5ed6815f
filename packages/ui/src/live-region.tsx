import { createStore, useStore } from "./store.ts";

const batchMs = 2_000;
const spoken = createStore({ text: "", turn: 0 });
let waiting: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

const flush = (): void => {
  timer = undefined;
  const text = waiting.join(" ");
  waiting = [];
  spoken.set(({ turn }) => ({ text, turn: turn + 1 }));
};

/** Says a sentence politely. What comes within two seconds is said together, each sentence once. */
export const announce = (text: string): void => {
  if (!waiting.includes(text)) waiting.push(text);
  timer ??= setTimeout(flush, batchMs);
};

/** Mount once, before anything is announced. */
export const LiveRegion = () => {
  const { text, turn } = useStore(spoken);
  return (
    <div aria-live="polite" className="sr-only" role="status">
      {/* A new element each time, so that the same sentence twice is heard twice. */}
      <p key={turn}>{text}</p>
    </div>
  );
};
