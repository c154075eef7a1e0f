import { Skeleton } from "@tkt/ui/skeleton";
import { words } from "@tkt/ui/words";

const ROWS = ["w-3/5", "w-2/5", "w-4/5", "w-1/2", "w-2/3", "w-2/5", "w-3/4", "w-1/2"];

/** The rows that are on their way, in the shape in which they come. */
export function ListSkeleton({ layout }: { layout: "table" | "compact" | "cards" }) {
  return (
    <div role="status" className={layout === "cards" ? "grid gap-2 p-3" : layout === "table" ? "pt-10" : ""}>
      <span className="sr-only">{words.loading}</span>
      {ROWS.map((width, index) =>
        layout === "table" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars never change
          <div key={index} className="flex h-12 items-center gap-6 border-line border-b px-5">
            <Skeleton className="h-5 w-20" />
            <span className="flex-1">
              <Skeleton className={`h-4 ${width}`} />
            </span>
            <Skeleton className="h-5 w-20" />
            <Skeleton className="h-5 w-20" />
            <Skeleton className="h-4 w-32" />
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-4 w-16" />
          </div>
        ) : (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars never change
            key={index}
            className={`grid gap-2.5 ${layout === "cards" ? "rounded-card border border-line bg-surface p-3" : "border-line border-b px-4 py-3"}`}
          >
            <span className="flex items-center gap-2">
              <Skeleton className="h-5 w-20" />
              <span className="flex-1">
                <Skeleton className={`h-4 ${width}`} />
              </span>
              <Skeleton className="h-4 w-14" />
            </span>
            <span className="flex items-center gap-2">
              <Skeleton className="h-5 w-20" />
              <Skeleton className="h-5 w-16" />
              <Skeleton className="h-4 w-24" />
            </span>
          </div>
        ),
      )}
    </div>
  );
}
