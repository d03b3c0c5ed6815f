import { getRouteApi } from "@tanstack/react-router";

import { ProgramScreen } from "../features/interventions/screens/program-screen.tsx";

const route = getRouteApi("/shell/programs/$programId");

export const ProgramRoute = () => {
  const { programId } = route.useParams();
  return <ProgramScreen key={programId} programId={programId} />;
};
