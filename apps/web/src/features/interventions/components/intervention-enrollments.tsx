import type { Intervention } from "@handrail/domain/interventions/intervention-schema";

export const InterventionEnrollments = ({ intervention }: { intervention: Intervention }) => (
  <p>{intervention.enrollments.length}</p>
);
