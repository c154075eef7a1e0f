import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { conversationSearch } from "../features/conversations/search";
import { destination } from "../features/sign-in/lib/destination";
import { takeInvitation } from "../features/sign-in/lib/invitation-link";
import { TicketSkeleton } from "../features/ticket/components/ticket-skeleton";
import { ticketSearch } from "../features/ticket-list/search";
import { part } from "../lib/part";
import { restore } from "../lib/session";
import { Broken, BrokenPage } from "./broken";
import { NotFound, NotFoundPage } from "./not-found";
import { Pending } from "./pending";
import { Shell } from "./shell";
import { signInSearch } from "./sign-in-search";
import { NoTicket, TicketPane } from "./ticket-pane";
import { TicketsPage } from "./tickets-page";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

/** Until one of the outermost routes can be shown, the page's own words stand (index.html). */
const outermost = { getParentRoute: () => root, pendingMs: Number.POSITIVE_INFINITY };

const signIn = createRoute({
  ...outermost,
  path: "/sign-in",
  validateSearch: signInSearch,
  beforeLoad: async ({ search }) => {
    // Whether somebody is signed in may be unknown for want of a server: then they may try.
    const session = await restore().catch(() => undefined);
    if (session?.state === "in") throw redirect({ href: destination(search.to), replace: true });
  },
  errorComponent: BrokenPage,
  component: lazyRouteComponent(
    part(() => import("../features/sign-in/components/sign-in-page")),
    "SignInPage",
  ),
});

const invitation = createRoute({
  ...outermost,
  path: "/invitation",
  beforeLoad: async ({ location }) => {
    if (takeInvitation(location.hash)) throw redirect({ to: "/invitation", hash: "", replace: true });
    await restore().catch(() => undefined);
  },
  errorComponent: BrokenPage,
  component: lazyRouteComponent(
    part(() => import("../features/sign-in/components/invitation-page")),
    "InvitationPage",
  ),
});

/** Everything that only an agent may see. */
const inside = createRoute({
  ...outermost,
  id: "inside",
  beforeLoad: async ({ location }) => {
    if ((await restore()).state === "out") throw redirect({ to: "/sign-in", search: { to: location.href } });
  },
  errorComponent: BrokenPage,
  component: Shell,
});

const index = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tickets", replace: true });
  },
});

const tickets = createRoute({
  getParentRoute: () => inside,
  path: "/tickets",
  validateSearch: ticketSearch,
  component: TicketsPage,
});

const noTicket = createRoute({ getParentRoute: () => tickets, path: "/", component: NoTicket });

const ticket = createRoute({
  getParentRoute: () => tickets,
  path: "$number",
  component: TicketPane,
  pendingComponent: TicketSkeleton,
});

const conversations = createRoute({
  getParentRoute: () => inside,
  path: "/conversations",
  validateSearch: conversationSearch,
  component: lazyRouteComponent(
    part(() => import("./conversations-page")),
    "ConversationsPage",
  ),
});

const noConversation = createRoute({
  getParentRoute: () => conversations,
  path: "/",
  component: lazyRouteComponent(
    part(() => import("../features/conversations/components/no-conversation")),
    "NoConversation",
  ),
});

const conversation = createRoute({
  getParentRoute: () => conversations,
  path: "$id",
  component: lazyRouteComponent(
    part(() => import("../features/conversations/components/conversation-view")),
    "OpenConversation",
  ),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyRouteComponent(
    part(() => import("../features/settings/components/settings-page")),
    "SettingsPage",
  ),
});

const settingsSection = createRoute({ getParentRoute: () => settings, path: "$section" });

const routeTree = root.addChildren([
  signIn,
  invitation,
  inside.addChildren([
    index,
    tickets.addChildren([noTicket, ticket]),
    conversations.addChildren([noConversation, conversation]),
    settings.addChildren([settingsSection]),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: "/dashboard",
  scrollRestoration: true,
  defaultPendingMs: 400,
  defaultPendingComponent: Pending,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** The address that sign-in begins with. */
    signInAs?: string;
  }
}
