/** A rising line with posts. */
export const LogoMark = ({ size = 24, title }: { size?: number; title?: string }) => (
  <svg
    {...(title === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": title })}
    fill="none"
    height={size}
    viewBox="0 0 24 24"
    width={size}
  >
    <path d="M5.5 13v7.5M12 9.5V17M18.5 6v7.5" stroke="currentColor" strokeLinecap="round" strokeWidth="1.75" />
    <path d="M2.5 14 21.5 3.5" stroke="var(--accent)" strokeLinecap="round" strokeWidth="2.5" />
  </svg>
);

export const Logo = ({ name = "Handrail" }: { name?: string }) => (
  <span className="text-head text-ink inline-flex items-center gap-2 tracking-[-0.01em]">
    <LogoMark />
    {name}
  </span>
);
