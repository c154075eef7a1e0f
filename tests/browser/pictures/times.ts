import type { BrowserContext } from "@playwright/test";

const STAMP = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const DAYS = 24 * 60 * 60_000;

/**
 * Stretches the seconds in which the shop's tickets were made to two days and a half, so that the pictures
 * show a past. Every time that the API tells lies as far back from the end, in proportion, as it did.
 */
export async function stretchTimes(context: BrowserContext, began: number, ended: number): Promise<void> {
  const factor = (2.5 * DAYS) / (ended - began);
  const told = (stamp: string) => {
    const at = Date.parse(stamp);
    return at < began || at > ended ? stamp : new Date(ended - (ended - at) * factor).toISOString();
  };
  await context.route(/\/api\/(ticket|track|workspace|chat)/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(STAMP, told) });
  });
}
