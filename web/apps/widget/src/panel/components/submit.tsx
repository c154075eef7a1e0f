type Props = { words: string; busyWords: string; busy: boolean; waits?: boolean };

/** A form's button. While it waits it stays where it is, so that focus does. */
export function Submit({ words, busyWords, busy, waits = false }: Props) {
  return (
    <button type="submit" class="button primary" aria-disabled={busy || waits}>
      {busy && <span class="spinner" />}
      {busy ? busyWords : words}
    </button>
  );
}
