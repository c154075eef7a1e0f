import type { ChatState } from "@tkt/api/schema";
import { useEffectEvent, useMemo } from "react";
import { type Command, useCommands } from "../../../lib/commands";
import { conversationsTexts as words } from "../../../texts/conversations-texts";

type Actions = { state: ChatState; toggle: () => void; createTicket: () => void; answer: () => void };

/** Offers to keys and palette what can be done with the conversation that is open. */
export function useConversationCommands({ state, ...actions }: Actions): void {
  const act = useEffectEvent((name: keyof typeof actions) => actions[name]());
  const commands = useMemo<Command[]>(() => {
    const { group, answer, create } = words.commands;
    return [
      { id: "conversation.answer", label: answer, group, key: "r", run: () => act("answer") },
      { id: "conversation.create-ticket", label: create, group, key: "c", run: () => act("createTicket") },
      {
        id: "conversation.state",
        label: state === "open" ? words.closeLong : words.reopenLong,
        group,
        key: "x",
        run: () => act("toggle"),
      },
    ];
  }, [state]);
  useCommands(commands);
}
