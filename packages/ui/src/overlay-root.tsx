import { type ReactNode, useRef } from "react";
import { UNSAFE_PortalProvider as PortalProvider } from "react-aria/PortalProvider";

/** Keeps popovers, tooltips and dialogs inside a landmark of their own. */
export const OverlayRoot = ({ children }: { children: ReactNode }) => {
  const container = useRef<HTMLElement>(null);
  return (
    <PortalProvider getContainer={() => container.current}>
      {children}
      <aside aria-label="Overlays" ref={container} />
    </PortalProvider>
  );
};
