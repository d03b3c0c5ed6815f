import { getRouteApi } from "@tanstack/react-router";

import { InterventionScreen } from "../features/interventions/screens/intervention-screen.tsx";

const route = getRouteApi("/shell/interventions/$interventionId");

/** Another intervention is another page: nothing of the one before may be left on it. */
export const InterventionRoute = () => {
  const { interventionId } = route.useParams();
  return <InterventionScreen interventionId={interventionId} key={interventionId} />;
};
