import { expect, test } from "vitest";
import { afterAnswer, afterFailure, type Course, FRESH, pause, QUICK } from "./pace";

function quiet(answers: number): Course {
  let course = FRESH;
  for (let i = 0; i < answers; i += 1) course = afterAnswer(course, false);
  return course;
}

test("the list is asked for every 3 seconds, for half a minute at least", () => {
  expect(QUICK).toBe(3_000);
  for (let answers = 0; answers < 10; answers += 1) expect(pause(quiet(answers))).toBe(3_000);
});

test("it slackens step by step while nothing happens, and never beyond 30 seconds", () => {
  const pauses = Array.from({ length: 40 }, (_, answers) => pause(quiet(answers)));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.slice(10, 13)).toEqual([4_500, 6_750, 10_125]);
  expect(pauses.at(-1)).toBe(30_000);
});

test("news make it quick again", () => {
  expect(pause(afterAnswer(quiet(40), true))).toBe(QUICK);
});

test("failures make it wait, each longer than the one before, and an answer ends that", () => {
  const pauses: number[] = [];
  let course = quiet(3);
  for (let i = 0; i < 8; i += 1) {
    course = afterFailure(course, undefined);
    pauses.push(pause(course));
  }
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000, 60_000]);
  expect(pause(afterAnswer(course, true))).toBe(QUICK);
});

test("the server's own wish is respected", () => {
  expect(pause(afterFailure(FRESH, 90))).toBe(90_000);
  expect(pause(afterFailure(FRESH, 1))).toBe(5_000);
});
