import { rawStatement } from "@handrail/db/statement";
import { csvOf } from "@handrail/domain/kernel/csv";
import { effectOf, effectRows as tableOf } from "@handrail/domain/progress/effect";
import { EffectExported } from "@handrail/domain/progress/events";
import { sql } from "drizzle-orm";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { effectRows } from "./effect-rows.ts";

const schoolDay = rawStatement<object, { readonly today: string }>()(sql`
  select (now() at time zone time_zone)::date::text as today from tenants where id = (select app.tenant_id())`);

/** The effect of all programs as a file. Nobody is in it; who took it along is recorded. */
export const exportEffect = command({
  name: "progress.exportEffect",
  facts: (_input: { mutationId: string }) => [effectRows({}), schoolDay({})],
  decide: (tx, { mutationId }, [counts, [school]]) => {
    const text = csvOf(tableOf(counts.map(effectOf)));
    return done({ fileName: `programs-${school?.today ?? ""}.csv`, text }, [
      emit(EffectExported, {
        aggregateId: mutationId,
        version: 1,
        payload: { by: tx.actor.userId },
        audit: [
          {
            entityType: "program",
            entityId: mutationId,
            before: null,
            after: { exported: "csv", programs: counts.length },
          },
        ],
      }),
    ]);
  },
});
