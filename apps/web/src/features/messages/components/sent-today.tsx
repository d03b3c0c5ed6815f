import { Banner } from "@handrail/ui/banner";

/** Warns before the same is said to a family a second time. */
export const SentToday = ({ families }: { families: number }) => (
  <Banner tone="warn">
    {families === 1
      ? "This family was written to with this template today already."
      : `${families} of these families were written to with this template today already.`}
  </Banner>
);
