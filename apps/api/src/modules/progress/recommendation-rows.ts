import { rawStatement } from "@handrail/db/statement";
import type { EnrollmentId, StudentId } from "@handrail/domain/kernel/ids";
import type { Evidence } from "@handrail/domain/progress/exit-schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

type Of = { readonly interventionId: string };

/** Two evaluations of one intervention come one after another: the second sees what the first wrote. */
export const holdEvaluation = rawStatement<Of, object>()(sql`
  select pg_advisory_xact_lock(hashtextextended('exits of ' || ${intervention}::text, 0))`);

export interface Standing {
  readonly id: string;
  readonly enrollmentId: string;
  readonly studentId: StudentId;
  readonly decision: "pending" | "accepted" | "declined";
  readonly evidence: Evidence;
  /** The school day of the decision. */
  readonly decidedOn: string | null;
  readonly version: number;
}

/** The pending recommendations, locked: a decision that is being made comes first. */
export const pendingRecommendations = rawStatement<Of, Standing>()(sql`
  select r.id, r.enrollment_id as "enrollmentId", r.student_id as "studentId", r.decision, r.evidence,
    null as "decidedOn", r.version
    from exit_recommendations r
   where r.tenant_id = ${tenant} and r.intervention_id = ${intervention} and r.decision = 'pending'
   order by r.id for update`);

/** The latest decline of each enrolment. */
export const declinedRecommendations = rawStatement<Of, Standing>()(sql`
  select distinct on (r.enrollment_id) r.id, r.enrollment_id as "enrollmentId", r.student_id as "studentId", r.decision,
    r.evidence, (r.decided_at at time zone app.zone_of(t.id))::date::text as "decidedOn", r.version
    from exit_recommendations r join tenants t on t.id = r.tenant_id
   where r.tenant_id = ${tenant} and r.intervention_id = ${intervention} and r.decision = 'declined'
   order by r.enrollment_id, r.decided_at desc`);

export const insertRecommendation = rawStatement<
  Of & { id: string; studentId: string; enrollmentId: string; criterionId: string | null; evidence: string }
>()(sql`
  insert into exit_recommendations (tenant_id, id, intervention_id, student_id, enrollment_id, criterion_id, outcome, evidence)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, ${intervention}, ${sql.placeholder("studentId")}::uuid,
    ${sql.placeholder("enrollmentId")}::uuid, ${sql.placeholder("criterionId")}::uuid, 'exit',
    ${sql.placeholder("evidence")}::jsonb)`);

/** Recommendations that are accepted as they are made, by the person who ends the enrolments. */
export const insertAccepted = rawStatement<Of & { rows: string; reason: string; at: string }>()(sql`
  insert into exit_recommendations (tenant_id, id, intervention_id, student_id, enrollment_id, outcome, evidence,
    recommended_by, decision, decided_by, decided_at, reason, version)
  select app.tenant_id(), r.id, ${intervention}, r.student_id, r.enrollment_id, 'exit', r.evidence,
      case when r.is_own then app.user_id() end, 'accepted', app.user_id(), ${sql.placeholder("at")}::timestamptz,
      ${sql.placeholder("reason")}, 2
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, student_id uuid, enrollment_id uuid,
      is_own boolean, evidence jsonb)`);

export const supersede = rawStatement<{ id: string; version: number }>()(sql`
  update exit_recommendations set decision = 'superseded', version = ${sql.placeholder("version")}::int, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("id")}::uuid`);

interface Decidable {
  readonly id: string;
  readonly decision: string;
  readonly version: number;
  readonly enrollmentId: EnrollmentId;
  readonly studentId: StudentId;
  readonly enrollmentStatus: "active" | "withdrawn" | "exited";
  readonly enrollmentVersion: number;
}

/** A recommendation with its enrolment, both locked, for a command that holds the intervention's lock. */
export const recommendationForChange = rawStatement<Of & { readonly recommendationId: string }, Decidable>()(sql`
  select r.id, r.decision, r.version, e.id as "enrollmentId", e.student_id as "studentId",
    e.status as "enrollmentStatus", e.version as "enrollmentVersion"
    from exit_recommendations r join enrollments e on e.tenant_id = r.tenant_id and e.id = r.enrollment_id
   where r.tenant_id = ${tenant} and r.intervention_id = ${intervention}
     and r.id = ${sql.placeholder("recommendationId")}::uuid for no key update of r, e`);

export const writeDecision = rawStatement<{
  recommendationId: string;
  decision: string;
  reason: string;
  at: string;
  version: number;
}>()(sql`
  update exit_recommendations set decision = ${sql.placeholder("decision")}, reason = ${sql.placeholder("reason")},
      decided_by = app.user_id(), decided_at = ${sql.placeholder("at")}::timestamptz,
      version = ${sql.placeholder("version")}::int, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("recommendationId")}::uuid`);
