import { Link, Navigate, useParams } from "@tanstack/react-router";
import { Empty } from "@tkt/ui/empty";
import { ChevronLeft, ChevronRight, Lock, Map as MapIcon } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useMe } from "../../../lib/use-session";
import { settingsTexts as words } from "../../../texts/settings-texts";
import { texts } from "../../../texts/texts";
import { type SectionName, sectionOf, sections } from "../lib/sections";
import { Section } from "./section";

/** The owner's settings: the sections beside the chosen one, or, on a phone, in front of it. */
export function SettingsPage() {
  const { role } = useMe();
  const { section } = useParams({ strict: false });
  const isWide = useIsWide();
  if (role !== "owner") {
    return (
      <Empty icon={Lock} heading="h1" title={words.ownersOnly}>
        {words.ownersOnlyHint}
      </Empty>
    );
  }
  if (section === undefined && isWide) {
    return <Navigate to="/settings/$section" params={{ section: "workspace" }} replace />;
  }
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={`min-h-0 w-full shrink-0 overflow-y-auto border-line min-[900px]:w-60 min-[900px]:border-r ${section === undefined ? "" : "max-[899px]:hidden"}`}
      >
        <Navigation isPage={section === undefined} />
      </div>
      {section !== undefined && <Chosen name={section} />}
    </div>
  );
}

/** `isPage`: on a phone it is a page of its own, whose heading is the page's. */
function Navigation({ isPage }: { isPage: boolean }) {
  const Title = isPage ? "h1" : "p";
  return (
    <nav aria-label={words.navigation} className="p-4">
      <Title className="mb-3 px-3 font-semibold text-title">{words.title}</Title>
      <ul className="grid grid-cols-1 gap-1">
        {sections.map(({ name, icon: Icon }) => (
          <li key={name}>
            <Link
              to="/settings/$section"
              params={{ section: name }}
              className="flex min-h-11 items-center gap-3 rounded-control px-3 text-body hover:bg-sunken data-[status=active]:bg-accent-tint data-[status=active]:font-medium data-[status=active]:text-accent"
            >
              <Icon aria-hidden="true" size={18} className="shrink-0" />
              <span className="flex-1">{words.sections[name]}</span>
              <ChevronRight aria-hidden="true" size={16} className="text-muted min-[900px]:hidden" />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Chosen({ name }: { name: string }) {
  const section = sectionOf(name);
  return (
    <div key={name} className="min-h-0 min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-2xl px-4 text-reading pt-4 min-[900px]:text-body min-[900px]:px-8 min-[900px]:pt-8">
        <Link
          to="/settings"
          className="-ml-2 mb-2 inline-flex min-h-11 items-center gap-1 rounded-control px-2 text-accent text-body min-[900px]:hidden"
        >
          <ChevronLeft aria-hidden="true" size={18} />
          {words.back}
        </Link>
        {section ? <Whole name={section} /> : <Empty icon={MapIcon} title={texts.shell.notFound} />}
      </div>
    </div>
  );
}

function Whole({ name }: { name: SectionName }) {
  return (
    <>
      <header className="mb-6">
        <h1 className="font-semibold text-title">{words.sections[name]}</h1>
        <p className="text-body text-muted">{words.leads[name]}</p>
      </header>
      <Section name={name} />
    </>
  );
}

const WIDE = "(min-width: 900px)";

function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(WIDE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(WIDE).matches,
  );
}
