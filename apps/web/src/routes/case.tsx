import { getRouteApi } from "@tanstack/react-router";

import { CaseScreen } from "../features/casework/screens/case-screen.tsx";

const route = getRouteApi("/shell/cases/$caseId");

/** Another case is another page: no word written for one may be left for the next. */
export const CaseRoute = () => {
  const { caseId } = route.useParams();
  return <CaseScreen caseId={caseId} key={caseId} />;
};
