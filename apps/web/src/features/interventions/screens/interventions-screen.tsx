import { Page } from "../../../shell/page.tsx";
import { InterventionTable } from "../components/intervention-table.tsx";
import { useInterventions } from "../queries.ts";

export const InterventionsScreen = () => {
  const query = useInterventions({ scope: "all" });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Page title="Interventions">
      <InterventionTable rows={rows} />
    </Page>
  );
};
