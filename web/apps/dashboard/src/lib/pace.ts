/** How often something is asked for, in milliseconds: while things happen there, and at the least. */
export type Pace = { quick: number; slowest: number };

/** A list's. */
export const QUICK = 3_000;
const LIST: Pace = { quick: QUICK, slowest: 30_000 };

/** So many answers without news before the pace slackens. */
const PATIENCE = 10;
const GROWTH = 1.5;

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;

/** How the last requests went. */
export type Course = {
  /** Answers in a row that brought nothing new. */
  unchanged: number;
  /** Failures in a row. */
  failures: number;
  /** What the server asked for, in seconds. */
  retryAfter: number | undefined;
};

export const FRESH: Course = { unchanged: 0, failures: 0, retryAfter: undefined };

/** Milliseconds until the next request: slower step by step, and slower still after failures. */
export function pause({ unchanged, failures, retryAfter }: Course, { quick, slowest }: Pace = LIST): number {
  if (failures > 0) {
    const own = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
    return Math.max(own, (retryAfter ?? 0) * 1_000);
  }
  const steps = Math.max(0, unchanged - PATIENCE + 1);
  return Math.min(Math.round(quick * GROWTH ** steps), slowest);
}

export function afterAnswer(course: Course, isNew: boolean): Course {
  return { unchanged: isNew ? 0 : course.unchanged + 1, failures: 0, retryAfter: undefined };
}

export function afterFailure(course: Course, retryAfter: number | undefined): Course {
  return { ...course, failures: course.failures + 1, retryAfter };
}
