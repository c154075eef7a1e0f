import { Link } from "@tanstack/react-router";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import { type ConversationSearch, conversationSearch, stateOf } from "../search";
import { AlertsMenu } from "./alerts-menu";

/** Open or closed ones, and how the agent is called. The states are addresses. */
export function ListToolbar({ search }: { search: ConversationSearch }) {
  const current = stateOf(search);
  return (
    <div className="flex shrink-0 items-center gap-2 border-line border-b bg-page px-4 py-2">
      <h1 className="sr-only">{words.heading}</h1>
      <nav aria-label={words.states.label} className="-mx-1 min-w-0 flex-1">
        <ul className="flex">
          {(["open", "closed"] as const).map((state) => (
            <li key={state}>
              <Link
                to="."
                search={conversationSearch({ state })}
                activeOptions={{ exact: true, includeSearch: true }}
                aria-current={state === current ? "true" : undefined}
                className={`flex min-h-10 items-center whitespace-nowrap rounded-control px-3 text-body pointer-coarse:min-h-11 ${state === current ? "bg-accent-tint font-semibold text-accent" : "text-muted hover:bg-sunken hover:text-text"}`}
              >
                {words.states[state]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <AlertsMenu />
    </div>
  );
}
