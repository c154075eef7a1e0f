/** Work that is done again and again, never twice at once. */
export type Loop = {
  /** Does it now; when it is being done, once more after that. */
  kick(): void;
  stop(): void;
};

/** After a mistake of ours, in milliseconds. */
const STUMBLED = 30_000;

/** Repeats `work`, which says after how many milliseconds; undefined is not until the next `kick`. */
export function createLoop(work: () => Promise<number | undefined>): Loop {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isWanted = false;
  let isOver = false;

  async function run(): Promise<void> {
    isBusy = true;
    isWanted = false;
    const pause = await work().catch(stumble);
    isBusy = false;
    if (isOver) return;
    if (isWanted) void run();
    else if (pause !== undefined) timer = setTimeout(run, pause);
  }
  return {
    kick() {
      clearTimeout(timer);
      isWanted = true;
      if (!isBusy && !isOver) void run();
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** One mistake must not end the chat. */
function stumble(thrown: unknown): number {
  reportError(thrown);
  return STUMBLED;
}
