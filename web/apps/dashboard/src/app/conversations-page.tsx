import { Outlet, useParams } from "@tanstack/react-router";
import { ConversationList } from "../features/conversations/components/conversation-list";

/** The list of conversations, and the one that is open: beside it, or over it on a narrow screen. */
export function ConversationsPage() {
  const { id } = useParams({ strict: false });
  const isOpen = id !== undefined;
  return (
    <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] min-[900px]:grid-cols-[minmax(21rem,2fr)_minmax(0,4fr)]">
      <div
        className={`min-h-0 min-w-0 border-line min-[900px]:border-r ${isOpen ? "max-[899px]:hidden" : ""}`}
      >
        <ConversationList selected={id} />
      </div>
      <div className={`min-h-0 min-w-0 overflow-y-auto ${isOpen ? "" : "max-[899px]:hidden"}`}>
        <Outlet />
      </div>
    </div>
  );
}
