import { notifyManager, QueryCache, QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";

import { keepErrors } from "./standing-errors.ts";

test("an error stays on view while it is asked again, and goes with the answer", async () => {
  const queryClient = new QueryClient({ queryCache: keepErrors(new QueryCache()) });
  const queryKey = ["asked again"];
  let answer: () => Promise<string> = () => Promise.reject(new Error("busy"));
  const observer = new QueryObserver(queryClient, { queryKey, queryFn: () => answer(), retry: false });
  const seen: string[] = [];
  // As React does: told once of all that changed in one turn, it reads the result as it then is.
  const look = (): void => {
    const { status, fetchStatus } = observer.getCurrentResult();
    seen.push(`${status}, ${fetchStatus}`);
  };
  const stop = observer.subscribe(notifyManager.batchCalls(look));
  await expect.poll(() => seen.at(-1)).toBe("error, idle");

  seen.length = 0;
  let refuse = (_reason: Error): void => undefined;
  answer = () =>
    new Promise((_resolve, reject) => {
      refuse = reject;
    });
  const again = observer.refetch();
  await expect.poll(() => seen.at(-1)).toBe("error, fetching");
  refuse(new Error("busy"));
  await again;
  await expect.poll(() => seen.at(-1)).toBe("error, idle");
  expect(seen.filter((state) => state.startsWith("pending"))).toEqual([]);

  answer = () => Promise.resolve("here");
  await observer.refetch();
  expect(observer.getCurrentResult()).toMatchObject({ status: "success", data: "here", error: null });
  stop();
});
