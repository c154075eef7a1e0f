/** A bar in the shape of a text that is on its way. Its size comes as classes, such as `h-4 w-40`. */
export function Skeleton({ className }: { className: string }) {
  return (
    <span aria-hidden="true" className={`block animate-skeleton rounded-control bg-line ${className}`} />
  );
}
