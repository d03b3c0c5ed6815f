import { createHash } from "node:crypto";

import { rawStatement } from "@handrail/db/statement";
import { CommunicationSent } from "@handrail/domain/communications/events";
import { heldBecause } from "@handrail/domain/communications/rules";
import type { MessageStatus } from "@handrail/domain/communications/schema";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";

import { done, nothingToDo, type Done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { JobFault, watchedJob, type Watched } from "../jobs/watched-job.ts";
import { payloadOf } from "./message-writes.ts";
import { guardiansOf, templateById } from "./queries.ts";

const Input = z.object({ interventionId: z.uuid(), templateId: z.uuid(), studentIds: z.array(z.uuid()) });

/** The same for the same job and student, however often the job comes: a message is written once. */
const messageIdOf = (jobId: string, studentId: string): string => {
  const hash = createHash("sha256").update(`${jobId} ${studentId}`).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

const isWritten = rawStatement<{ id: string }, { readonly status: MessageStatus }>()(sql`
  select l.status from communication_log l
   where l.tenant_id = (select app.tenant_id()) and l.id = ${sql.placeholder("id")}::uuid`);

const insertMessage = rawStatement<{ row: string }>()(sql`
  insert into communication_log (tenant_id, id, intervention_id, student_id, guardian_id, channel, template_id, status,
    status_reason, actor)
  select (select app.tenant_id()), r.id, r."interventionId", r."studentId", r."guardianId", r.channel, r."templateId",
    r.status, r.reason, r.actor
    from jsonb_to_record(${sql.placeholder("row")}::text::jsonb) as r (id uuid, "interventionId" uuid, "studentId" uuid,
      "guardianId" uuid, channel text, "templateId" uuid, status text, reason text, actor uuid)`);

type Outcome = "written" | "held" | "nobody";

/** One family's message, to their first contact. */
const writeOne = (
  { tenantId, inTenant, jobId, createdBy }: Watched,
  { interventionId, templateId }: z.infer<typeof Input>,
  studentId: string,
): Promise<Outcome> =>
  inTenant(tenantId, async (tx): Promise<Done<Outcome>> => {
    const id = messageIdOf(jobId, studentId);
    const [[written], [template], [guardian]] = await tx.facts(
      isWritten({ id }),
      templateById({ templateId }),
      guardiansOf({ studentId }),
    );
    if (written !== undefined) return nothingToDo<Outcome>(written.status === "held" ? "held" : "written");
    if (template === undefined || template.status !== "published")
      throw new JobFault("The template was retired before this was sent. Choose another one and send again.");
    if (guardian === undefined || createdBy === null) return nothingToDo<Outcome>("nobody");
    const reason = heldBecause(guardian);
    const status = reason === null ? ("queued" as const) : ("held" as const);
    const guardianId = guardian.id;
    const { channel } = template;
    const row = { id, interventionId, caseId: null, studentId, guardianId, channel, templateId, status, reason };
    tx.write(insertMessage({ row: JSON.stringify({ ...row, actor: createdBy }) }));
    return done<Outcome>(reason === null ? "written" : "held", [
      emit(CommunicationSent, {
        aggregateId: id,
        version: 1,
        payload: payloadOf(row, { status, version: 1 }),
        audit: [
          {
            entityType: "message",
            entityId: id,
            subjectId: studentId,
            before: null,
            after: { templateId, guardianId, status, reason, askedBy: createdBy },
          },
        ],
      }),
    ]);
  });

/** Queues a message to the first contact of each of these students. What stopped goes on where it was. */
export const writeToFamilies = watchedJob("write_to_families", Input, async (input, watched) => {
  const count = { written: 0, held: 0, nobody: 0 };
  for (const [index, studentId] of input.studentIds.entries()) {
    count[await writeOne(watched, input, studentId)] += 1;
    await watched.progress(index + 1, input.studentIds.length);
  }
  return { done: count.written + count.held, leftOut: count.nobody, held: count.held };
});
