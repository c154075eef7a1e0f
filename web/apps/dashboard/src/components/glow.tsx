/** Marks a row that came or changed, for a moment, behind what it says. */
export function Glow({ version }: { version: number | string | undefined }) {
  if (version === undefined) return null;
  return (
    <span
      key={version}
      aria-hidden="true"
      data-testid="glow"
      className="pointer-events-none absolute inset-0 -z-10 animate-glow"
    />
  );
}
