import { hashKey, type QueryKey } from "@tanstack/react-query";
import { Failure } from "@tkt/api/failure";
import { afterAnswer, afterFailure, type Course, FRESH, type Pace, pause, QUICK } from "./pace";

/** How the requests of each query went: several views may look at the same. */
const courses = new Map<string, Course>();

/**
 * Asks for the newest state of what a query keeps. Whoever has it already gives the very same object back.
 *
 * @throws {Failure}
 */
export async function paced<T>(
  key: QueryKey,
  known: T | undefined,
  signal: AbortSignal,
  ask: () => Promise<T>,
): Promise<T> {
  const name = hashKey(key);
  const course = courses.get(name) ?? FRESH;
  try {
    const now = await ask();
    courses.set(name, afterAnswer(course, now !== known));
    return now;
  } catch (thrown) {
    const failure = Failure.from(thrown);
    if (!signal.aborted) courses.set(name, afterFailure(course, failure.retryAfter));
    throw failure;
  }
}

/** Milliseconds until a query is to be asked again. */
export function pauseOf(key: QueryKey, pace?: Pace): number {
  return pause(courses.get(hashKey(key)) ?? FRESH, pace);
}

/** Whether it has become slow, for want of news alone: then it is quick again. A server in trouble is left its time. */
export function hurry(key: QueryKey, quick = QUICK): boolean {
  const course = courses.get(hashKey(key)) ?? FRESH;
  if (course.failures > 0 || pause(course, { quick, slowest: Number.POSITIVE_INFINITY }) <= quick)
    return false;
  courses.delete(hashKey(key));
  return true;
}
