import { Skeleton } from "@tkt/ui/skeleton";
import { texts } from "../../../texts/texts";

/** The shape of the ticket that is being looked for. */
export function ResultSkeleton() {
  return (
    <div className="column animate-wait py-8">
      <p role="status" className="sr-only">
        {texts.track.searching}
      </p>
      <div className="grid gap-4 px-4 sm:px-6">
        <div className="flex gap-2">
          <Skeleton className="h-6 w-20" />
          <Skeleton className="h-6 w-20" />
        </div>
        <Skeleton className="h-5 w-3/4" />
        <Skeleton className="h-5 w-1/2" />
        {["w-40", "w-48", "w-36"].map((width) => (
          <div key={width} className="flex items-center gap-3">
            <Skeleton className="size-7" />
            <Skeleton className={`h-4 ${width}`} />
          </div>
        ))}
      </div>
    </div>
  );
}
