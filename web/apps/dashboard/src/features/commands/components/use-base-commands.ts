import { useLocation, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Command, openKeysHelp, useCommands } from "../../../lib/commands";
import { openCreateTicket } from "../../../lib/create-ticket";
import { leave } from "../../../lib/leave";
import { chooseTheme } from "../../../lib/theme";
import { useMe } from "../../../lib/use-session";
import { texts } from "../../../texts/texts";

const WORDS = texts.commands;
const VIEWS = ["active", "mine", "unassigned", "urgent", "waiting", "resolved", "all"] as const;
const THEMES = ["system", "light", "dark"] as const;

/** What an agent can do in every view. */
export function useBaseCommands(): void {
  const navigate = useNavigate();
  const { role } = useMe();
  const isAtList = useLocation({ select: ({ pathname }) => pathname.startsWith("/tickets") });
  const all = useMemo(() => {
    // The list offers its views itself, and only owners have settings.
    const views = isAtList ? [] : viewsOf(navigate);
    const settings = role === "owner" ? [settingsOf(navigate)] : [];
    return [
      CREATE,
      listOf(navigate),
      conversationsOf(navigate),
      ...views,
      ...settings,
      ...COLOURS,
      ...ACCOUNT,
    ];
  }, [navigate, role, isAtList]);
  useCommands(all, true);
}

const CREATE: Command = {
  id: "create.ticket",
  group: WORDS.groups.create,
  label: WORDS.newTicket,
  keywords: WORDS.newTicketWords,
  key: "c",
  run: () => openCreateTicket(),
};

type Navigate = ReturnType<typeof useNavigate>;

function listOf(navigate: Navigate): Command {
  return {
    id: "go.tickets",
    group: WORDS.groups.goTo,
    label: WORDS.goToTickets,
    key: "g t",
    run: () => navigate({ to: "/tickets" }),
  };
}

function viewsOf(navigate: Navigate): Command[] {
  return VIEWS.map((view) => ({
    id: `go.${view}`,
    group: WORDS.groups.goTo,
    label: WORDS.goToView(texts.ticketList.views[view]),
    run: () => navigate({ to: "/tickets", search: { view } }),
  }));
}

function conversationsOf(navigate: Navigate): Command {
  return {
    id: "go.conversations",
    group: WORDS.groups.goTo,
    label: WORDS.goToConversations,
    key: "g c",
    run: () => navigate({ to: "/conversations" }),
  };
}

function settingsOf(navigate: Navigate): Command {
  return {
    id: "go.settings",
    group: WORDS.groups.goTo,
    label: WORDS.goToSettings,
    key: "g s",
    run: () => navigate({ to: "/settings" }),
  };
}

const COLOURS: Command[] = THEMES.map((theme) => ({
  id: `colours.${theme}`,
  group: WORDS.groups.colours,
  label: WORDS.colours[theme],
  keywords: WORDS.colours.words,
  run: () => chooseTheme(theme),
}));

const ACCOUNT: Command[] = [
  {
    id: "keys",
    group: WORDS.groups.account,
    label: WORDS.showKeys,
    keywords: WORDS.showKeysWords,
    key: "?",
    run: openKeysHelp,
  },
  {
    id: "sign-out",
    group: WORDS.groups.account,
    label: WORDS.signOut,
    keywords: WORDS.signOutWords,
    run: leave,
  },
];
