import { rawStatement } from "@handrail/db/statement";
import type { ExportFormat } from "@handrail/domain/kernel/export-schema";
import { effectOf, effectRows as tableOf } from "@handrail/domain/progress/effect";
import { EffectExported } from "@handrail/domain/progress/events";
import { sql } from "drizzle-orm";

import { command, done } from "../../kernel/command.ts";
import { fileOf } from "../../kernel/export-file.ts";
import { emit } from "../../kernel/record.ts";
import { effectRows } from "./effect-rows.ts";

const schoolDay = rawStatement<object, { readonly today: string }>()(sql`
  select (now() at time zone app.zone_of(id))::date::text as today from tenants where id = (select app.tenant_id())`);

/** The effect of all programs as a file. Nobody is in it; who took it along is recorded. */
export const exportEffect = command({
  name: "progress.exportEffect",
  facts: (_input: { mutationId: string; format: ExportFormat }) => [effectRows({}), schoolDay({})],
  decide: async (tx, { mutationId, format }, [counts, [school]]) => {
    const rows = tableOf(counts.map(effectOf));
    return done(await fileOf(`programs-${school?.today ?? ""}`, format, rows), [
      emit(EffectExported, {
        aggregateId: mutationId,
        version: 1,
        payload: { by: tx.actor.userId },
        audit: [
          {
            entityType: "program",
            entityId: mutationId,
            before: null,
            after: { exported: format, programs: counts.length },
          },
        ],
      }),
    ]);
  },
});
