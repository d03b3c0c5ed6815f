import { expect, test } from "vitest";

import { launchersAmong } from "./launch-tree.ts";

const treeOf = (...commands: readonly string[]) => commands.map((command, index) => ({ pid: 100 + index, command }));

test("npx, the shells between, the package manager and the loader start a script; the person's shell does not", () => {
  const tree = treeOf(
    "node /srv/handrail/node_modules/.bin/../tsx/dist/cli.mjs scripts/start.ts ",
    "sh -c tsx scripts/start.ts ",
    "node /root/.npm/_npx/a06d2b13/node_modules/.bin/pnpm start ",
    "sh -c 'pnpm' start ",
    "npm exec pnpm@10.34.8 start             ",
    "bash -c npx -y pnpm@10.34.8 start & wait ",
    "/usr/sbin/sshd -D ",
  );
  expect(launchersAmong(tree)).toEqual([100, 101, 102, 103, 104]);
});

test("a script that no package manager started has nobody to watch", () => {
  expect(launchersAmong(treeOf("/bin/bash ", "npm exec something "))).toEqual([]);
});
