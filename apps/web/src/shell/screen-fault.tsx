import { buttonClass } from "@handrail/ui/button-class";
import { type ErrorComponentProps, Link, useMatches, useRouter } from "@tanstack/react-router";

import { queryClient } from "../lib/api.ts";
import { FaultState } from "./fault-state.tsx";
import { Page } from "./page.tsx";

/** In place of a screen that could not be drawn; what surrounds it goes on. */
export const ScreenFault = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter();
  const { pathname = "/", staticData } = useMatches().at(-1) ?? {};
  const title = staticData?.title ?? "This page";
  const again = (): void => {
    // What the screen was drawn from may be the cause, so it is asked for again.
    if (navigator.onLine) queryClient.removeQueries({ type: "inactive" });
    reset();
    void router.invalidate();
  };
  return (
    <Page title={title}>
      <FaultState
        action={
          pathname !== "/" && (
            <Link className={buttonClass()} to="/">
              Go to Today
            </Link>
          )
        }
        error={error}
        title={`The page ${title}`}
        onRetry={again}
      />
    </Page>
  );
};

/** The same where nothing is around it. */
export const WholeFault = (props: ErrorComponentProps) => (
  <main className="mx-auto max-w-2xl p-6">
    <ScreenFault {...props} />
  </main>
);
