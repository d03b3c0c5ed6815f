import type { RootCause } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { Menu } from "@handrail/ui/menu";
import { useQuery } from "@tanstack/react-query";
import ListPlus from "lucide-react/icons/list-plus";

import { api } from "../../../lib/api.ts";

export type PlanTemplatesProps = { rootCause: RootCause; onUse: (body: string) => void };

/** Ready plans of this school for a root cause. What is chosen is added to the plan, to be changed there. */
export const PlanTemplates = ({ rootCause, onUse }: PlanTemplatesProps) => {
  const query = useQuery(api.casework.planTemplates.queryOptions(undefined, { staleTime: 10 * 60_000 }));
  const found = (query.data ?? []).filter((one) => one.rootCause === rootCause);
  if (found.length === 0) return null;
  return (
    <div className="-mt-2">
      <Menu
        items={found.map(({ id, title, body }) => ({
          id,
          label: title,
          description: body,
          onAction: () => onUse(body),
        }))}
        label="Ready plans"
        trigger={
          <Button icon={<ListPlus aria-hidden="true" size={16} />} size="sm" variant="quiet">
            Add a ready plan
          </Button>
        }
      />
    </div>
  );
};
