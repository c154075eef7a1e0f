import { words } from "@tkt/ui/words";
import { LoaderCircle } from "lucide-react";

/** A view whose script or session takes a while to come. */
export function Pending() {
  return (
    <p role="status" className="flex min-h-40 flex-1 items-center justify-center gap-2 text-body text-muted">
      <LoaderCircle aria-hidden="true" size={18} className="animate-spin" />
      {words.loading}
    </p>
  );
}
