import { getRouteApi } from "@tanstack/react-router";

import { ReportScreen } from "../features/students/screens/report-screen.tsx";

const route = getRouteApi("/shell/students/$studentId/report");

export const StudentReportRoute = () => {
  const { studentId } = route.useParams();
  return <ReportScreen key={studentId} studentId={studentId} />;
};
