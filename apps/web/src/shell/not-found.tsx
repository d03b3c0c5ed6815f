import { buttonClass } from "@handrail/ui/button-class";
import { EmptyState } from "@handrail/ui/empty-state";
import { Link } from "@tanstack/react-router";

import { Page } from "./page.tsx";

export const NotFound = () => (
  <Page title="Nothing here">
    <EmptyState
      action={
        <Link className={buttonClass({ variant: "primary" })} to="/">
          Go to Today
        </Link>
      }
      title="There is no page at this address"
    >
      The link may be old, or it may be incomplete.
    </EmptyState>
  </Page>
);

/** The same where no shell is around it. */
export const LostPage = () => (
  <main className="mx-auto max-w-2xl p-6">
    <NotFound />
  </main>
);
