const posts = Array.from({ length: 15 }, (_, index) => {
  const x = 40 + index * 40;
  return { x, top: 430 - x * 0.42 };
});

/** The mark at large: a rising line with posts. */
export const Rail = () => (
  <div aria-hidden="true" className="border-line bg-sunken hidden overflow-hidden border-s lg:block">
    <svg className="h-full w-full" fill="none" preserveAspectRatio="xMidYMid slice" viewBox="0 0 640 640">
      {posts.map(({ x, top }) => (
        <path className="stroke-line" d={`M${x} ${top}V${top + 190}`} key={x} strokeWidth="1.5" />
      ))}
      <path className="stroke-line" d="M0 620 640 351.2" strokeWidth="1.5" />
      <path className="stroke-accent" d="M0 430 640 161.2" strokeLinecap="round" strokeWidth="3" />
    </svg>
  </div>
);
