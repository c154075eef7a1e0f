import type { NumberFormat } from "@tkt/api/schema";

/** Where nothing tells how far a sequence has come. */
const SOME = 42;

/**
 * How the next two tickets would be numbered. `newest` is the newest ticket's number: its sequence goes
 * on in the same format, whatever the prefix, and a day begins its own.
 */
export function exampleNumbers(
  prefix: string,
  format: NumberFormat,
  now: Date,
  newest: string | undefined,
): [string, string] {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "");
  const next = format === "dated" ? afterDated(newest, day) : afterSequential(newest);
  const written = (sequence: number) =>
    format === "dated"
      ? `${prefix}-${day}-${String(sequence).padStart(4, "0")}`
      : `${prefix}-${String(sequence).padStart(5, "0")}`;
  return [written(next), written(next + 1)];
}

function afterSequential(newest: string | undefined): number {
  const sequence = newest?.match(/^[A-Z0-9]+-(\d{5,})$/u)?.[1];
  return sequence ? Number(sequence) + 1 : SOME;
}

function afterDated(newest: string | undefined, today: string): number {
  const [, day, sequence] = newest?.match(/^[A-Z0-9]+-(\d{8})-(\d{4,})$/u) ?? [];
  return day === today && sequence ? Number(sequence) + 1 : 1;
}
