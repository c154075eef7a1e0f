import { Skeleton } from "@tkt/ui/skeleton";
import { words } from "@tkt/ui/words";

const ROWS = ["w-3/5", "w-2/5", "w-4/5", "w-1/2", "w-2/3", "w-2/5"];

/** The rows that are on their way, in the shape in which they come. */
export function ListSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">{words.loading}</span>
      {ROWS.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars never change
        <div key={index} className="grid gap-2.5 border-line border-b px-4 py-3">
          <span className="flex justify-between">
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-4 w-16" />
          </span>
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-44" />
        </div>
      ))}
    </div>
  );
}
