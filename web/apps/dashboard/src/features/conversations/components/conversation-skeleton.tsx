import { Skeleton } from "@tkt/ui/skeleton";
import { words } from "@tkt/ui/words";

/** The shape of a conversation that is on its way. */
export function ConversationSkeleton() {
  return (
    <div role="status" aria-label={words.loading} className="flex h-full flex-col">
      <div className="header-gradient grid gap-3 px-4 py-4">
        <Skeleton className="h-7 w-48 bg-white/25!" />
        <Skeleton className="h-4 w-64 bg-white/25!" />
      </div>
      <div className="grid flex-1 content-end gap-3 p-4">
        <Skeleton className="h-12 w-3/5" />
        <Skeleton className="h-9 w-2/5" />
        <Skeleton className="h-12 w-1/2 justify-self-end" />
      </div>
      <div className="border-line border-t p-4">
        <Skeleton className="h-16 w-full" />
      </div>
    </div>
  );
}
