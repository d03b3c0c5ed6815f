import type postgres from "postgres";

import { startWorld } from "../testing/world.ts";
import { openAdmin, type Client } from "./school.fixture.ts";

export interface Stage {
  readonly admin: postgres.Sql;
  /** Each with a client of its own: calls of one client in the same tick would travel as one request. */
  readonly clientOf: (index: number) => Client;
  close(): Promise<void>;
}

/** A school and those of its staff who may all mark the same session, signed in. */
export const startStage = async (): Promise<Stage> => {
  const world = await startWorld();
  const admin = openAdmin(world.database.adminUrl);
  const names = ["okafor", "park", "reyes", "haddad", "lindqvist"];
  const cookies = await Promise.all(names.map(async (name) => (await world.signIn(`${name}@alder.example`)).cookie));
  return {
    admin,
    clientOf: (index) => world.client({ cookie: cookies[index % cookies.length] ?? "" }),
    close: async () => {
      await admin.end();
      await world.close();
    },
  };
};
