import { Empty } from "@tkt/ui/empty";
import { MessagesSquare } from "lucide-react";
import { conversationsTexts as words } from "../../../texts/conversations-texts";

/** In place of a conversation, while none is open. */
export function NoConversation() {
  return (
    <Empty icon={MessagesSquare} title={words.none.title}>
      {words.none.hint}
    </Empty>
  );
}
