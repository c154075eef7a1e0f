import { useLocation } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import { useUnread } from "../features/conversations/api/use-unread";
import { texts } from "../texts/texts";
import { NavigationItem } from "./navigation-item";

/** The way to the conversations, with how many of them wait to be read. */
export function ConversationsItem() {
  const isHere = useLocation({ select: ({ pathname }) => pathname.startsWith("/conversations") });
  const unread = useUnread(isHere);
  return (
    <NavigationItem to="/conversations" icon={MessagesSquare} label={texts.shell.conversationsShort}>
      {unread && (
        <span className="absolute top-0.5 left-1/2 ml-1 inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent px-1 font-semibold text-[0.6875rem] text-on-accent">
          <span aria-hidden="true">{unread}</span>
          <span className="sr-only">{texts.shell.unread(unread)}</span>
        </span>
      )}
    </NavigationItem>
  );
}
