import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";

import { task } from "../../jobs/task.ts";
import { done, nothingToDo } from "../../kernel/command.ts";
import { notifyPeople } from "./notify-people.ts";

/** The owner, while somebody still waits for a place. */
const ownerOfWaiting = rawStatement<{ interventionId: string }, { readonly ownerId: string }>()(sql`
  select i.owner_staff_id as "ownerId" from interventions i
   where i.tenant_id = (select app.tenant_id()) and i.id = ${sql.placeholder("interventionId")}::uuid and i.deleted_at is null
     and exists (select 1 from waiting_list w
       where w.tenant_id = i.tenant_id and w.intervention_id = i.id and w.status = 'waiting')`);

/** A place is free and somebody waits for it: the intervention's owner offers it. */
export const tellOfPlace = task(
  "notifications.tell-of-place",
  z.object({ tenantId: z.uuid(), interventionId: z.uuid() }),
  async ({ tenantId, interventionId }, { inTenant }) => {
    await inTenant(tenantId, async (tx) => {
      const [[found]] = await tx.facts(ownerOfWaiting({ interventionId }));
      if (found === undefined) return nothingToDo(undefined);
      return done(undefined, [
        notifyPeople(tx, {
          type: "waiting_place_free",
          subjectKind: "intervention",
          subjectId: interventionId,
          studentId: null,
          actorId: null,
          recipientIds: [found.ownerId],
        }),
      ]);
    });
  },
);
