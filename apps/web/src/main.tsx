import "./app.css";
import { UiRoot } from "@handrail/ui/ui-root";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queryClient } from "./lib/api.ts";
import { startPerson } from "./lib/person.ts";
import { startUpdates } from "./lib/updates.ts";
import { router } from "./routes/router.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");

await startPerson();

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <UiRoot>
        <RouterProvider router={router} />
      </UiRoot>
    </QueryClientProvider>
  </StrictMode>,
);

// After the first page stands: the copy of all files for use offline must not hold up the sign-in form.
const stopListening = router.subscribe("onRendered", () => {
  stopListening();
  if (!import.meta.env.PROD) return;
  startUpdates().catch((problem: unknown) => {
    console.warn("Handrail cannot be kept on this device for use without a network.", problem);
  });
});
