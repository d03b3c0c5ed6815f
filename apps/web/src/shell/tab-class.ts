export const tabClass =
  "flex min-h-14 w-full flex-col items-center justify-center gap-0.5 text-[0.75rem] leading-4 font-medium text-ink-2 aria-[current=page]:text-accent-ink focus-visible:-outline-offset-2";
