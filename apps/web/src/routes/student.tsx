import { getRouteApi } from "@tanstack/react-router";

import { StudentScreen } from "../features/students/screens/student-screen.tsx";

const route = getRouteApi("/shell/students/$studentId");

/** Another student is another page: nothing of the one before may be left on it. */
export const StudentRoute = () => {
  const { studentId } = route.useParams();
  return <StudentScreen key={studentId} search={route.useSearch()} studentId={studentId} />;
};
