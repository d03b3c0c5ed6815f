import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";

/** Why something was not done, in the words of the rule. */
export const FormProblem = ({ children }: { children: ReactNode }) => (
  <div className="rounded-control bg-absent-soft text-ui text-ink flex items-start gap-2 px-3 py-2.5" role="alert">
    <TriangleAlert aria-hidden="true" className="text-absent mt-0.5 shrink-0" size={16} />
    <div className="min-w-0">{children}</div>
  </div>
);
