/** Warns before the same is said to a family a second time. */
export const SentToday = ({ families }: { families: number }) => (
  <p className="rounded-card bg-tardy-soft text-ui text-ink px-3 py-2" role="status">
    {families === 1
      ? "This family was written to with this template today already."
      : `${families} of these families were written to with this template today already.`}
  </p>
);
