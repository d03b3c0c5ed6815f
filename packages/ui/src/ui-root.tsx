import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";

import { LiveRegion } from "./live-region.tsx";
import { OverlayRoot } from "./overlay-root.tsx";
import { Toasts } from "./toast.tsx";

export type UiRootProps = {
  /** Has to be one of the locales that the bundle keeps; "en-US" must always be among them. */
  locale?: string;
  children: ReactNode;
};

/** Everything the components expect around them, once, around the whole app. */
export const UiRoot = ({ locale = "en-GB", children }: UiRootProps) => (
  <I18nProvider locale={locale}>
    <OverlayRoot>
      {children}
      <Toasts />
      <LiveRegion />
    </OverlayRoot>
  </I18nProvider>
);
