const FASTEST = 2_000;
const SLOWEST = 30_000;

/** How long to wait between two looks: the longer nothing happened, the longer. */
export function paceAfter(quiet: number): number {
  return Math.min(SLOWEST, Math.max(FASTEST, quiet / 15));
}

/** How long to wait after so many failures in a row; no two tabs at once. */
export function backOff(failures: number): number {
  const longest = Math.min(SLOWEST, FASTEST * 2 ** Math.min(failures - 1, 10));
  return longest * (0.75 + Math.random() / 4);
}
