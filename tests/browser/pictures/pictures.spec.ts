// Pictures of each view, into docs/pictures/: a wide screen in light and dark, and a phone.

import { fileURLToPath } from "node:url";
import { Api } from "../fixtures/api";
import { settled } from "../fixtures/checks";
import { Mailbox } from "../fixtures/mailbox";
import { signIn } from "../fixtures/sign-in";
import { test } from "../fixtures/test";
import { Chats } from "../fixtures/widget-chats";
import { chat } from "./chats";
import { OMAR } from "./people";
import { openShop } from "./shop";
import type { Story } from "./stories";
import { stretchTimes } from "./times";
import { VIEWS } from "./views";
import { aroundPanel, chatWithPictures } from "./widget-pictures";

const FOLDER = fileURLToPath(new URL("../../../docs/pictures/", import.meta.url));
/** `PICTURES=conversation,widget` takes only those whose names begin so. */
const WANTED = process.env.PICTURES?.split(",") ?? [""];
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 780 };

const KINDS = [
  { suffix: "", colorScheme: "light", viewport: WIDE },
  { suffix: "-dark", colorScheme: "dark", viewport: WIDE },
  { suffix: "-phone", colorScheme: "light", viewport: PHONE, isMobile: true, hasTouch: true },
] as const;

test("each view has its pictures", async ({ visitor, stack, problems }) => {
  test.setTimeout(15 * 60_000);
  problems.allow(/404/);
  const began = Date.now();
  const numbers = await openShop(stack, new Mailbox(stack));
  const numberOf = (story: Story) => numbers.get(story) ?? "";
  const ids = await chat(stack, numberOf);
  const ended = Date.now();
  for (const { suffix, ...options } of KINDS) {
    for (const { name, path, agent, isOnce, show } of VIEWS) {
      if (isOnce && suffix !== "") continue;
      if (!WANTED.some((wanted) => name.startsWith(wanted))) continue;
      await test.step(`${name}${suffix}`, async () => {
        const page = await visitor(options);
        if (agent) await signIn(page.context(), stack, agent);
        await stretchTimes(page.context(), began, ended);
        await page.goto(path(numberOf, (of) => ids.get(of) ?? ""));
        await show(page, numberOf);
        await page.waitForLoadState("networkidle");
        await settled(page);
        await page.screenshot({ path: `${FOLDER}${name}${suffix}.png` });
        await page.context().unrouteAll({ behavior: "ignoreErrors" });
        await page.context().close();
      });
    }
  }
  for (const { suffix, ...options } of KINDS) {
    await test.step(`widget${suffix}`, async () => {
      const page = await visitor(options);
      await stretchTimes(page.context(), began, ended);
      await chatWithPictures(page, new Chats(stack, new Api(stack, OMAR)), numberOf, async (name, part) => {
        // Close up, dark shows nothing that the whole window does not.
        if (part && suffix === "-dark") return;
        await page.waitForLoadState("networkidle");
        await settled(page);
        const clip = part && { clip: await aroundPanel(page) };
        await page.screenshot({ path: `${FOLDER}${name}${suffix}.png`, ...clip });
      });
      await page.context().unrouteAll({ behavior: "ignoreErrors" });
      await page.context().close();
    });
  }
});
