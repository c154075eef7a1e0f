import type { Api } from "../shared/api.ts";
import { createLoop } from "../shared/loop.ts";
import type { Memory } from "../shared/memory.ts";

/** Between two looks at a conversation that is not open. One look serves all tabs. */
const EVERY = 30_000;
const SELDOM = 600_000;
/** The page comes first. */
const AFTER_LOAD = 3_000;

/** Looks for news of a conversation while the panel is closed and the page can be seen. */
export type Watch = {
  /** The panel was closed. */
  resume(): void;
  stop(): void;
};

export function createWatch(
  api: Api,
  memory: Memory,
  isOpen: () => boolean,
  setUnread: (count: number) => void,
): Watch {
  let known = "";
  let etag: string | null = null;
  let failures = 0;
  let isOver = false;

  const loop = createLoop(async () => {
    const { conversation, lastRead, watched } = memory.read();
    const isHidden = document.visibilityState === "hidden";
    if (conversation === null || conversation.expiresAt <= Date.now()) return undefined;
    if (isOver || isHidden || isOpen()) return undefined;
    const age = Math.abs(Date.now() - watched.at);
    if (age < EVERY) return EVERY - age;
    // Said before it is done: another tab that comes to it now need not ask.
    memory.write({ watched: { ...watched, at: Date.now() } });
    const reply = await api.messages(conversation, lastRead, etag);
    const now = memory.read();
    // Somebody has read meanwhile, or there is another conversation.
    if (isOpen() || now.lastRead !== lastRead || now.conversation?.id !== conversation.id) return 0;
    if (!reply.ok) {
      failures += 1;
      isOver = reply.failure.kind === "unauthorized" || reply.failure.kind === "missing";
      return isOver ? undefined : Math.min(SELDOM, EVERY * 2 ** failures);
    }
    failures = 0;
    let { unread } = watched;
    if (reply.value !== "unchanged") {
      etag = reply.value.etag;
      unread = reply.value.messages.filter(({ from }) => from !== "visitor").length;
    }
    memory.write({ watched: { unread, at: Date.now() } });
    return EVERY;
  });

  function follow(): void {
    const { conversation, lastRead, watched } = memory.read();
    if (!isOpen()) setUnread(conversation === null ? 0 : watched.unread);
    const asked = `${conversation?.id} ${lastRead}`;
    if (asked === known) return;
    known = asked;
    etag = null;
    isOver = false;
    loop.kick();
  }

  let forget = () => {};
  const begin = setTimeout(() => {
    forget = memory.subscribe(follow);
    document.addEventListener("visibilitychange", loop.kick);
    follow();
  }, AFTER_LOAD);
  return {
    resume: loop.kick,
    stop() {
      clearTimeout(begin);
      forget();
      document.removeEventListener("visibilitychange", loop.kick);
      loop.stop();
    },
  };
}
