import { Wordmark } from "@tkt/ui/wordmark";
import { Search, Settings, Ticket } from "lucide-react";
import { openPalette } from "../lib/commands";
import { useMe } from "../lib/use-session";
import { texts } from "../texts/texts";
import { AccountMenu } from "./account-menu";
import { ConversationsItem } from "./conversations-item";
import { NavigationItem, PLACE } from "./navigation-item";

/** A rail at the left; at the bottom of a narrow window, where a thumb reaches it and a keyboard hides it. */
export function Navigation() {
  const { role } = useMe();
  return (
    <nav
      aria-label={texts.shell.navigation}
      className="flex items-center gap-1 border-line border-t bg-surface p-1 max-[899px]:order-last min-[900px]:w-20 min-[900px]:flex-col min-[900px]:border-t-0 min-[900px]:border-r min-[900px]:py-3 [@media(max-height:420px)_and_(pointer:coarse)]:group-has-[main_:is(input,textarea):focus]/shell:hidden"
    >
      <Wordmark className="mb-3 max-[899px]:hidden" />
      <NavigationItem to="/tickets" icon={Ticket} label={texts.shell.tickets} />
      <ConversationsItem />
      {role === "owner" && <NavigationItem to="/settings" icon={Settings} label={texts.shell.settings} />}
      <button
        type="button"
        onClick={openPalette}
        title={texts.shell.findHint}
        aria-keyshortcuts="Control+K Meta+K"
        className={PLACE}
      >
        <Search aria-hidden="true" size={20} />
        {texts.shell.find}
      </button>
      <div className="flex min-w-14 justify-center min-[900px]:mt-auto">
        <AccountMenu />
      </div>
    </nav>
  );
}
