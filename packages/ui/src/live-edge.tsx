/**
 * Marks a row that somebody else just changed: one breath of its left edge, or a still dot under reduced motion.
 * Give it a new `key` for each change, inside a positioned row.
 */
export const LiveEdge = () => (
  <span
    aria-hidden="true"
    className="animate-breathe bg-live motion-reduce:animate-dot motion-reduce:rounded-chip pointer-events-none absolute inset-y-0 start-0 w-1 motion-reduce:my-auto motion-reduce:size-2 print:hidden"
  />
);
