import { getRouteApi } from "@tanstack/react-router";

import { InterventionScreen } from "../features/interventions/screens/intervention-screen.tsx";
import { ProgramScreen } from "../features/interventions/screens/program-screen.tsx";

const interventionRoute = getRouteApi("/shell/interventions/$interventionId");
const programRoute = getRouteApi("/shell/programs/$programId");

/** Another intervention is another page: nothing of the one before may be left on it. */
export const InterventionRoute = () => {
  const { interventionId } = interventionRoute.useParams();
  return <InterventionScreen interventionId={interventionId} key={interventionId} />;
};

export const ProgramRoute = () => {
  const { programId } = programRoute.useParams();
  return <ProgramScreen key={programId} programId={programId} />;
};
