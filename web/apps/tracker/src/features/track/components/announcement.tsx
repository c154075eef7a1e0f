import type { News } from "../lib/follow";
import { tell } from "../lib/tell";

/** What is new, for those who do not see it glow. */
export function Announcement({ news }: { news: News | null }) {
  return (
    <p role="status" className="sr-only">
      {/* The same words once more are another element, or nobody would hear them. */}
      {news && <span key={nameOf(news)}>{tell(news)}</span>}
    </p>
  );
}

function nameOf({ events, status }: News): string {
  return [...events.map((event) => event.key), status].join();
}
