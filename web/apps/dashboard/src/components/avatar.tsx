/** Two letters for a person, from the e-mail or the name. The name itself stands beside it or in `title`. */
export function Avatar({ name }: { name: string }) {
  const letters = name
    .split(/[\s@._-]+/u)
    .filter(Boolean)
    .slice(0, 2)
    .map((part) => [...part][0] ?? "")
    .join("")
    .toLocaleUpperCase();
  return (
    <span
      aria-hidden="true"
      title={name}
      // Drawn, not written: letters would have to be part of the name of the button they stand in.
      data-letters={letters}
      className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-tint text-[0.6875rem] font-semibold text-accent before:content-[attr(data-letters)]"
    />
  );
}
