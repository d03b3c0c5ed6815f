/** A rising line with posts. */
export const LogoMark = ({ size = 24, title }: { size?: number; title?: string }) => (
  <svg
    {...(title === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": title })}
    fill="none"
    height={size}
    viewBox="0 0 24 24"
    width={size}
  >
    <path d="M2.5 16.5 21.5 5" stroke="var(--accent)" strokeLinecap="round" strokeWidth="2.5" />
    <path d="M6 14.4V21M12 10.8V21M18 7.1V21" stroke="currentColor" strokeLinecap="round" strokeWidth="1.75" />
  </svg>
);

export const Logo = ({ name = "Handrail" }: { name?: string }) => (
  <span className="inline-flex items-center gap-2 text-head tracking-[-0.01em] text-ink">
    <LogoMark />
    {name}
  </span>
);
