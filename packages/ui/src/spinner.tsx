/** A turning arc beside words that say what is happening; it stands still under reduced motion. */
export const Spinner = ({ size = 16 }: { size?: number }) => (
  <svg
    aria-hidden="true"
    className="animate-turn motion-reduce:animate-none"
    fill="none"
    height={size}
    stroke="currentColor"
    strokeLinecap="round"
    strokeWidth="2"
    viewBox="0 0 16 16"
    width={size}
  >
    <circle cx="8" cy="8" opacity="0.3" r="6" />
    <path d="M8 2a6 6 0 0 1 6 6" />
  </svg>
);
