import { Skeleton } from "@tkt/ui/skeleton";
import { words } from "@tkt/ui/words";

/** The shape of a ticket that is on its way. */
export function TicketSkeleton() {
  return (
    <div role="status" aria-label={words.loading} className="@container">
      <div className="header-gradient grid grid-cols-1 gap-3 px-4 py-4 @2xl:px-6">
        <Skeleton className="h-10 w-36 bg-white/25!" />
        <Skeleton className="h-6 w-3/4 bg-white/25!" />
        <Skeleton className="h-6 w-48 bg-white/25!" />
      </div>
      <div className="grid grid-cols-1 gap-6 px-4 py-4 @2xl:px-6">
        <div className="grid grid-cols-1 gap-3 @xs:grid-cols-2 @2xl:grid-cols-4">
          {["status", "priority", "category", "assignee"].map((field) => (
            <div key={field} className="grid grid-cols-1 gap-2">
              <Skeleton className="h-3 w-16" />
              <Skeleton className="h-10 w-full" />
            </div>
          ))}
        </div>
        <div className="grid grid-cols-1 gap-2">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-5/6" />
        </div>
        <Skeleton className="h-40 w-full" />
      </div>
    </div>
  );
}
