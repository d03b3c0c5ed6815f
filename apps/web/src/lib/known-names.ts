/** What holds students' names in this page's memory, and how each lets go of them. */
const holders = new Set<() => void>();

/** Call it once for each place that keeps names in memory. */
export const onForgetNames = (forget: () => void): void => {
  holders.add(forget);
};

/** The sign-in ended: codes stand on the page until its person is back. */
export const forgetNames = (): void => {
  for (const forget of holders) forget();
};
