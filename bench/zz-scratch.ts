import { writeFileSync } from "node:fs";

import postgres from "postgres";

import { sessionsOfDayRows } from "../apps/api/src/modules/sessions/queries.ts";
import { startBenchWorld } from "./world.ts";
const world = await startBenchWorld();
const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
writeFileSync(
  "/tmp/b2/a4/world.json",
  JSON.stringify({
    ...world,
    tokenHash: world.tokenHash.toString("hex"),
    pid: process.pid,
    text: sessionsOfDayRows.text,
    params: sessionsOfDayRows.params({ day: null, mine: false }),
  }),
);
console.log("up", process.pid);
process.once("SIGTERM", () => {
  void admin
    .end()
    .then(() => world.close())
    .then(() => process.exit(0));
});
setInterval(() => undefined, 1000);
