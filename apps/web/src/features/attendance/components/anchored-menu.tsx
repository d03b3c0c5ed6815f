import { later } from "@handrail/ui/later";
import { useEffect } from "react";

import type { AnchoredMenuProps } from "./anchored-menu-overlay.tsx";

export type { MenuLine } from "./anchored-menu-overlay.tsx";

const overlay = later<AnchoredMenuProps>(async () => (await import("./anchored-menu-overlay.tsx")).AnchoredMenuOverlay);

export const AnchoredMenu = (props: AnchoredMenuProps) => {
  const { onClose } = props;
  useEffect(() => {
    void overlay.need().then((isHere) => isHere || onClose());
    // Once: the menu is mounted when it is opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return <overlay.Part {...props} />;
};
