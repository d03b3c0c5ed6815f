import { getRouteApi } from "@tanstack/react-router";

import { RosterScreen } from "../features/attendance/screens/roster-screen.tsx";

const route = getRouteApi("/shell/sessions/$sessionId");

/** Another session is another roster: nothing of the one before may be left on the page. */
export const RosterRoute = () => {
  const { sessionId } = route.useParams();
  return <RosterScreen key={sessionId} sessionId={sessionId} />;
};
