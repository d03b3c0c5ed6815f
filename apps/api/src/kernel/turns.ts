import { no } from "./refused.ts";

/** Who waits: a person of a school. */
export interface Party {
  readonly school: string;
  readonly person: string;
}

export interface TurnsOptions {
  /** Places that work at the same time: as many as the pool has connections. */
  readonly places: number;
  readonly perSchool: number;
  readonly perPerson: number;
  /** Calls of one person that may wait. */
  readonly waitingPerPerson: number;
  readonly patienceMs: number;
}

export interface Turns {
  /** Resolves when it is this party's turn, with the way to give the place back. */
  readonly enter: (party: Party, signal?: AbortSignal) => Promise<() => void>;
}

interface Waiting {
  readonly party: Party;
  readonly grant: () => void;
}

/** How many of each work just now; who has none is forgotten. */
const createCounter = () => {
  const counts = new Map<string, number>();
  return {
    of: (key: string): number => counts.get(key) ?? 0,
    add: (key: string, change: 1 | -1): void => {
      const count = (counts.get(key) ?? 0) + change;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    },
  };
};

/**
 * Shares the places fairly: schools take turns, and within a school its people do. A flood of one person waits behind
 * itself, and never takes all places of a school, nor a school all places of the server.
 */
export const createTurns = ({ places, perSchool, perPerson, waitingPerPerson, patienceMs }: TurnsOptions): Turns => {
  // Both maps are queues: whoever had a turn moves to the end.
  const schools = new Map<string, Map<string, Waiting[]>>();
  const [ofSchool, ofPerson] = [createCounter(), createCounter()];
  let running = 0;

  const remove = (waiting: Waiting): void => {
    const { school, person } = waiting.party;
    const people = schools.get(school);
    const queue = people?.get(person);
    if (people === undefined || queue === undefined) return;
    queue.splice(queue.indexOf(waiting), 1);
    people.delete(person);
    if (queue.length > 0) people.set(person, queue);
    schools.delete(school);
    if (people.size > 0) schools.set(school, people);
  };

  const next = (): Waiting | undefined => {
    for (const [school, people] of schools) {
      if (ofSchool.of(school) >= perSchool) continue;
      for (const [person, [first]] of people) if (first !== undefined && ofPerson.of(person) < perPerson) return first;
    }
    return undefined;
  };

  const serve = (): void => {
    while (running < places) {
      const waiting = next();
      if (waiting === undefined) return;
      remove(waiting);
      const { school, person } = waiting.party;
      running += 1;
      ofSchool.add(school, 1);
      ofPerson.add(person, 1);
      waiting.grant();
    }
  };

  const leaver = ({ school, person }: Party): (() => void) => {
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      running -= 1;
      ofSchool.add(school, -1);
      ofPerson.add(person, -1);
      serve();
    };
  };

  const queueOf = ({ school, person }: Party): Waiting[] => {
    const people = schools.get(school) ?? new Map<string, Waiting[]>();
    const queue = people.get(person) ?? [];
    people.set(person, queue);
    schools.set(school, people);
    return queue;
  };

  return {
    enter: async (party, signal) => {
      const queue = queueOf(party);
      if (queue.length >= waitingPerPerson)
        throw no("TOO_MANY_TRIES", "You asked for too much at once. Wait a second and try again.", {
          details: { seconds: 1 },
        });
      return new Promise<() => void>((resolve, reject) => {
        const giveUp = (message: string): void => {
          end();
          remove(waiting);
          reject(no("BUSY", message));
        };
        const onAbort = (): void => giveUp("The request was given up.");
        const timer = setTimeout(() => giveUp("Handrail is busy. Try again in a moment."), patienceMs);
        const end = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", onAbort);
        };
        const waiting: Waiting = {
          party,
          grant: () => {
            end();
            resolve(leaver(party));
          },
        };
        queue.push(waiting);
        signal?.addEventListener("abort", onAbort, { once: true });
        if (signal?.aborted === true) onAbort();
        serve();
      });
    },
  };
};
