import { Menu } from "@handrail/ui/menu";
import { useNavigate } from "@tanstack/react-router";
import Ellipsis from "lucide-react/icons/ellipsis";
import { Button } from "react-aria-components/Button";

import { NavIcon } from "./nav-icon.tsx";
import type { NavLink } from "./navigation.ts";
import { tabClass } from "./tab-class.ts";

export const MoreTabs = ({ links }: { links: readonly NavLink[] }) => {
  const navigate = useNavigate();
  return (
    <Menu
      items={links.map(({ id, label, path, icon }) => ({
        id,
        label,
        icon: <NavIcon name={icon} />,
        onAction: () => void navigate({ to: path }),
      }))}
      label="More places"
      placement="top end"
      trigger={
        <Button className={tabClass}>
          <Ellipsis aria-hidden="true" size={18} />
          More
        </Button>
      }
    />
  );
};
