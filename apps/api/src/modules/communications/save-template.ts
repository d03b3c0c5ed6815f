import { rawStatement } from "@handrail/db/statement";
import { TemplateRetired, TemplateSaved } from "@handrail/domain/communications/events";
import type {
  RestoreTemplateInput,
  RetireTemplateInput,
  SaveTemplateInput,
  Template,
} from "@handrail/domain/communications/schema";
import { canBeTemplate } from "@handrail/domain/communications/template";
import type { TemplateId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { lastOfLine, latestOfLine } from "./queries.ts";

const insertTemplate = rawStatement<{ row: string }>()(sql`
  insert into communication_templates (tenant_id, id, line_id, version, name, channel, subject, body, created_by)
  select app.tenant_id(), r.id, r."lineId", r.version, r.name, r.channel, r.subject, r.body, app.user_id()
    from jsonb_to_record(${sql.placeholder("row")}::jsonb)
      as r (id uuid, "lineId" uuid, version int, name text, channel text, subject text, body text)`);

const retire = rawStatement<{ id: string }>()(sql`
  update communication_templates set status = 'retired', updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("id")}::uuid`);

const current = (latest: Template | undefined, version: number): Template => {
  if (latest === undefined) throw no("NOT_FOUND", "This template is no longer in use.");
  if (latest.version !== version)
    throw no("STALE_VERSION", "Someone has saved this template since you opened it.", {
      details: { version: latest.version },
    });
  return latest;
};

/** A template's words as a new version. What was sent with an earlier one keeps its own. */
export const saveTemplate = command({
  name: "communications.saveTemplate",
  facts: (input: z.infer<typeof SaveTemplateInput>) => [latestOfLine({ lineId: input.line?.lineId ?? null })],
  decide: (tx, { line, name, channel, subject, body }, [[latest]]) => {
    insist(canBeTemplate({ channel, subject, body }));
    const before = line === null ? null : current(latest, line.version);
    const id = newId() as TemplateId;
    const row = { id, lineId: before?.lineId ?? id, version: (before?.version ?? 0) + 1, name, channel, subject, body };
    if (before !== null) tx.write(retire({ id: before.id }));
    tx.write(insertTemplate({ row: JSON.stringify(row) }));
    return done({ id, lineId: row.lineId, version: row.version }, [
      emit(TemplateSaved, {
        aggregateId: row.lineId,
        version: row.version,
        payload: { templateId: id, version: row.version },
        audit: [{ entityType: "template", entityId: row.lineId, before, after: row }],
      }),
    ]);
  },
});

/** Takes a template that was retired into use again, with the words it had, as a version of its own. */
export const restoreTemplate = command({
  name: "communications.restoreTemplate",
  facts: (input: z.infer<typeof RestoreTemplateInput>) => [lastOfLine(input)],
  decide: (tx, { version }, [[last]]) => {
    if (last === undefined) throw no("NOT_FOUND", "This template does not exist, or you have no access to it.");
    if (last.status === "published") throw no("ALREADY_DECIDED", "This template is in use already.");
    if (last.version !== version)
      throw no("STALE_VERSION", "Someone has changed this template since you looked.", {
        details: { version: last.version },
      });
    const { lineId, name, channel, subject, body } = last;
    const row = { id: newId() as TemplateId, lineId, version: version + 1, name, channel, subject, body };
    tx.write(insertTemplate({ row: JSON.stringify(row) }));
    return done({ id: row.id, lineId, version: row.version }, [
      emit(TemplateSaved, {
        aggregateId: lineId,
        version: row.version,
        payload: { templateId: row.id, version: row.version },
        audit: [{ entityType: "template", entityId: lineId, before: { status: "retired" }, after: row }],
      }),
    ]);
  },
});

/** Takes a template out of use; messages that were sent with it keep it. */
export const retireTemplate = command({
  name: "communications.retireTemplate",
  facts: (input: z.infer<typeof RetireTemplateInput>) => [latestOfLine(input)],
  decide: (tx, input, [[latest]]) => {
    const { id, lineId, version } = current(latest, input.version);
    tx.write(retire({ id }));
    return done({ id, lineId, version }, [
      emit(TemplateRetired, {
        aggregateId: lineId,
        version: version + 1,
        payload: { templateId: id, version },
        audit: [
          { entityType: "template", entityId: lineId, before: { status: "published" }, after: { status: "retired" } },
        ],
      }),
    ]);
  },
});
