import { expect, test } from "vitest";

import { databaseRefusal, storageFaultOf } from "./database-errors.ts";
import { Refused } from "./refused.ts";

const failure = (code: string): Error => Object.assign(new Error("failed"), { code });

// 53100 disk full, 53200 out of memory, 58030 input or output error, 25006 a database that only reads.
test.each(["53000", "53100", "53200", "53400", "58000", "58030", "25006"])(
  "%s is busy: the same request may succeed later",
  (code) => {
    const refused = databaseRefusal(failure(code));
    expect(refused).toBeInstanceOf(Refused);
    expect(refused instanceof Refused && refused.refusal.situation).toBe("BUSY");
    expect(storageFaultOf(refused)).toBe(code);
  },
);

test.each(["53300", "57P01", "57P03", "08006", "08001", "57014", "55P03", "ECONNRESET"])(
  "%s is busy, and says nothing of the database's disk",
  (code) => {
    const refused = databaseRefusal(failure(code));
    expect(refused instanceof Refused && refused.refusal.situation).toBe("BUSY");
    expect(storageFaultOf(refused)).toBeUndefined();
  },
);

test.each(["42P01", "22P02", "23502", ""])("%j stays an error of ours", (code) => {
  const error = failure(code);
  expect(databaseRefusal(error)).toBe(error);
});
