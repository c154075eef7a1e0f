import type { UpdateTicket, Visibility } from "@tkt/api/schema";
import { words } from "@tkt/ui/words";
import { useEffectEvent, useMemo } from "react";
import { type Command, useCommands } from "../../../lib/commands";
import { useMe } from "../../../lib/use-session";
import { useWorkspace } from "../../../lib/workspace";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { ConversationActions } from "../api/conversation";
import type { Choice } from "../components/fields";
import { PRIORITIES, STATUSES } from "../components/options";

const labels = ticketTexts.commands;

export type TicketActions = {
  open: (choice: Choice) => void;
  set: (edit: UpdateTicket) => void;
  write: (visibility: Visibility) => void;
  editTitle: () => void;
  copyNumber: () => void;
  share: () => void;
  copyTrackerLink: () => void;
  remove: () => void;
  conversation: Pick<ConversationActions, "open" | "share"> | undefined;
};

/** Offers to keys and palette what can be done with the ticket that is open. */
export function useTicketCommands(actions: TicketActions): void {
  const { email } = useMe();
  const { data: workspace } = useWorkspace();
  const agents = workspace?.agents;
  const hasConversation = actions.conversation !== undefined;
  // The list stays the same, so that it is registered once and not at every look at the ticket.
  const act = useEffectEvent((what: (actions: TicketActions) => void) => what(actions));
  const commands = useMemo(() => {
    const command = (id: string, label: string, what: (actions: TicketActions) => void, key?: string) => ({
      id: `ticket.${id}`,
      label,
      group: labels.group,
      run: () => act(what),
      ...(key && { key }),
    });
    return [
      command("status", labels.status, ({ open }) => open("status"), "s"),
      command("priority", labels.priority, ({ open }) => open("priority"), "p"),
      command("assignee", labels.assignee, ({ open }) => open("assigned_to"), "a"),
      command("category", labels.category, ({ open }) => open("category")),
      command("answer", labels.answer, ({ write }) => write("public"), "r"),
      command("note", labels.note, ({ write }) => write("internal"), "n"),
      command("copy-number", labels.copyNumber, ({ copyNumber }) => copyNumber(), "."),
      command("title", labels.editTitle, ({ editTitle }) => editTitle(), "e"),
      command("share", labels.share, ({ share }) => share()),
      command("tracker-link", ticketTexts.trackerLink, ({ copyTrackerLink }) => copyTrackerLink()),
      command("assign-to-me", ticketTexts.assignToMe, ({ set }) => set({ assigned_to: email })),
      ...STATUSES.map((status) =>
        command(`status.${status}`, labels.setStatus(words.status[status]), ({ set }) => set({ status })),
      ),
      ...PRIORITIES.map((priority) =>
        command(`priority.${priority}`, labels.setPriority(words.priority[priority]), ({ set }) =>
          set({ priority }),
        ),
      ),
      ...(agents ?? []).map((agent) =>
        command(`assign.${agent}`, labels.assignTo(agent), ({ set }) => set({ assigned_to: agent })),
      ),
      command("unassign", labels.unassign, ({ set }) => set({ assigned_to: null })),
      ...(hasConversation
        ? [
            command("conversation", ticketTexts.conversation.open, ({ conversation }) =>
              conversation?.open(),
            ),
            command(
              "share-into",
              ticketTexts.conversation.share,
              ({ conversation }) => void conversation?.share(),
            ),
          ]
        : []),
      command("delete", ticketTexts.remove.act, ({ remove }) => remove()),
    ] satisfies Command[];
  }, [email, agents, hasConversation]);
  useCommands(commands);
}
