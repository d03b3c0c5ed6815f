/** A token bucket: so many at once, and so many a second from then on. */
export const createAllowance = ({ burst, perSecond }: { readonly burst: number; readonly perSecond: number }) => {
  let left = burst;
  let countedAt = Date.now();
  return {
    take: (): boolean => {
      const now = Date.now();
      left = Math.min(burst, left + ((now - countedAt) / 1_000) * perSecond);
      countedAt = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
};
