import { Failure } from "@tkt/api/failure";
import { expect, test } from "vitest";
import { hurry, paced, pauseOf } from "./paced";

const PACE = { quick: 2_500, slowest: 12_000 };
const signal = new AbortController().signal;

async function quiet(key: string, answers: number): Promise<void> {
  for (let i = 0; i < answers; i += 1) await paced([key], "same", signal, async () => "same");
}

test("a query slackens while nothing happens, as far as its pace allows", async () => {
  await quiet("slack", 9);
  expect(pauseOf(["slack"], PACE)).toBe(2_500);
  await quiet("slack", 20);
  expect(pauseOf(["slack"], PACE)).toBe(12_000);
  expect(pauseOf(["other"], PACE)).toBe(2_500);
});

test("an agent who does something makes it quick again, once", async () => {
  await quiet("hurry", 30);
  expect(hurry(["hurry"], PACE.quick)).toBe(true);
  expect(hurry(["hurry"], PACE.quick)).toBe(false);
  expect(pauseOf(["hurry"], PACE)).toBe(2_500);
});

test("a server in trouble is left its time", async () => {
  const fail = async () => {
    throw new Failure("server", undefined, 90);
  };
  await expect(paced(["trouble"], undefined, signal, fail)).rejects.toThrow(Failure);
  expect(pauseOf(["trouble"], PACE)).toBe(90_000);
  expect(hurry(["trouble"], PACE.quick)).toBe(false);
});
