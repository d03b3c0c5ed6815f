import { RevealedNames, RevealNamesInput, RevealStudentsInput } from "@handrail/domain/privacy/schema";

import { router, signedIn, withTool } from "../../trpc.ts";
import { revealNames, revealStudents } from "./reveal-names.ts";

export const privacyRouter = router({
  revealNames: withTool("sessions")
    .input(RevealNamesInput)
    .output(RevealedNames)
    .mutation(({ ctx, input }) => revealNames(ctx, input)),
  // Which tools it takes depends on the purpose: see `canAskForNames`.
  revealStudents: signedIn
    .input(RevealStudentsInput)
    .output(RevealedNames)
    .mutation(({ ctx, input }) => revealStudents(ctx, input)),
});
