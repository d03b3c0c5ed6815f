import { RevealedNames, RevealNamesInput } from "@handrail/domain/privacy/schema";

import { router, withTool } from "../../trpc.ts";
import { revealNames } from "./reveal-names.ts";

export const privacyRouter = router({
  revealNames: withTool("sessions")
    .input(RevealNamesInput)
    .output(RevealedNames)
    .mutation(({ ctx, input }) => revealNames(ctx, input)),
});
