// The widget for everybody: keyboard, colours, phones, directions, and without movement.

import { settled } from "../fixtures/checks";
import { expect, test } from "../fixtures/widget-test";

const PHONE = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true };

for (const [where, options] of [
  ["on a wide screen", {}],
  ["on a phone of 320 pixels", PHONE],
] as const) {
  test(`axe finds nothing in form, chat, card, raise form and number ${where}`, async ({
    arrive,
    api,
    chats,
    axe,
    noHorizontalScroll,
  }) => {
    const maria = await arrive({}, options);
    const check = async () => {
      await axe(maria.page);
      await noHorizontalScroll(maria.page);
    };
    const { ticket_number: number } = await api.create({
      title: "The lamp hums",
      customer_name: maria.name,
      customer_email: maria.email,
    });
    await expect(maria.bubble).toBeVisible();
    await check();
    await maria.open();
    await maria.panel.getByRole("button", { name: "Start the chat" }).click();
    await check();
    await maria.introduce();
    await maria.type(`What of ${number}, and of TKT-00001? I want a support ticket.`);
    await expect(maria.card("TKT-00001")).toBeVisible();
    const { id } = await maria.conversation();
    await chats.answer(
      id,
      "See https://harbourlamps.example/a/very/long/address/that/does/not/fit/into/one/line",
    );
    await expect(maria.message("very/long/address")).toBeVisible();
    await check();
    await maria.panel.getByRole("button", { name: "More" }).click();
    await check();
    await maria.page.keyboard.press("Escape");
    await maria.panel.getByRole("button", { name: "Raise Support Ticket" }).click();
    await maria.panel.getByLabel("What is it about?").fill("");
    await maria.panel.getByRole("button", { name: "Raise the ticket" }).click();
    await expect(maria.panel.getByText("Describe the issue in a few words.")).toBeVisible();
    await check();
    await maria.panel.getByLabel("What is it about?").fill("It hums at night.");
    await maria.panel.getByRole("button", { name: "Raise the ticket" }).click();
    await expect(maria.panel.getByRole("heading", { name: "Ticket raised" })).toBeVisible();
    await check();
  });
}

test("on a phone the chat is the whole screen, its targets are large enough, and the page behind stays", async ({
  arrive,
}) => {
  const maria = await arrive({ body: `<h1>Lamps</h1><p style="height: 3000px">Much to read</p>` }, PHONE);
  await maria.open();
  await settled(maria.page);
  expect(await maria.panel.boundingBox()).toEqual({ x: 0, y: 0, ...PHONE.viewport });
  await maria.introduce();
  await maria.type("I want a support ticket");
  await expect(maria.panel.getByRole("button", { name: "Raise Support Ticket" })).toBeVisible();
  // What still moves in has fractions of pixels.
  await settled(maria.page);
  for (const button of await maria.panel.getByRole("button").all()) {
    const box = await button.boundingBox();
    const name = await button.evaluate(
      (element) => element.getAttribute("aria-label") ?? element.textContent,
    );
    expect.soft(Math.min(box?.width ?? 0, box?.height ?? 0), `size of ${name}`).toBeGreaterThanOrEqual(44);
  }
  // Below 16 pixels Safari enlarges the page when one begins to write.
  expect(await maria.composer.evaluate((field) => getComputedStyle(field).fontSize)).toBe("16px");
});

test("it fits on a page that is zoomed by its styles, and on a phone's that sticks out sideways", async ({
  arrive,
}) => {
  const maria = await arrive({ head: "<style>html { zoom: 1.5 }</style>" });
  await maria.open();
  await expect(maria.panel.getByRole("heading")).toBeInViewport({ ratio: 1 });
  await expect(maria.panel.getByRole("button", { name: "Close the chat" })).toBeInViewport({ ratio: 1 });

  const eva = await arrive({ body: `<h1 style="width: 520px">Lamps</h1>` }, PHONE);
  await eva.open();
  await settled(eva.page);
  const seen = await eva.page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect(await eva.panel.boundingBox()).toEqual({ x: 0, y: 0, ...seen });
});

test("in forced colours a button has an edge, and so has the menu", async ({ arrive }) => {
  const maria = await arrive({}, { forcedColors: "active" });
  await maria.open();
  await expect(maria.panel.getByRole("button", { name: "Start the chat" })).toHaveCSS("border-width", "1px");
  await maria.panel.getByRole("button", { name: "More" }).click();
  await expect(maria.panel.getByRole("menu")).toHaveCSS("border-width", "1px");
});

test("everything goes by the keyboard, and the focus returns to the bubble", async ({ arrive }) => {
  const maria = await arrive();
  const { keyboard } = maria.page;
  await maria.bubble.focus();
  await keyboard.press("Enter");
  await expect(maria.panel.getByLabel("Name")).toBeFocused();
  await keyboard.type(maria.name);
  await keyboard.press("Tab");
  await keyboard.type(maria.email);
  await keyboard.press("Enter");
  await expect(maria.composer).toBeFocused();
  await keyboard.type("I want a");
  await keyboard.press("Shift+Enter");
  await keyboard.type("support ticket");
  await keyboard.press("Enter");
  await expect(maria.message(/I want a\s+support ticket/)).toContainText("Sent");
  await expect(maria.composer).toBeFocused();
  const raise = maria.panel.getByRole("button", { name: "Raise Support Ticket" });
  await expect(raise).toBeVisible();
  for (let tabs = 0; tabs < 20 && !(await raise.evaluate(isFocused)); tabs += 1)
    await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  const issue = maria.panel.getByLabel("What is it about?");
  await expect(issue).toBeVisible();
  for (let tabs = 0; tabs < 10 && !(await issue.evaluate(isFocused)); tabs += 1) await keyboard.press("Tab");
  await keyboard.type("The lamp hums.");
  const send = maria.panel.getByRole("button", { name: "Raise the ticket" });
  for (let tabs = 0; tabs < 10 && !(await send.evaluate(isFocused)); tabs += 1) await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(maria.panel.getByRole("heading", { name: "Ticket raised" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(maria.composer).toBeFocused();
  await keyboard.press("Escape");
  await expect(maria.panel).toBeHidden();
  await expect(maria.bubble).toBeFocused();
});

test("on a phone the focus stays within the chat", async ({ arrive }) => {
  const maria = await arrive({}, PHONE);
  await maria.begin();
  for (let tabs = 0; tabs < 12; tabs += 1) {
    await maria.page.keyboard.press("Tab");
    expect(await maria.panel.evaluate((panel) => panel.matches(":focus-within"))).toBe(true);
  }
});

test("an answer is said aloud to who listens", async ({ arrive, chats }) => {
  const maria = await arrive();
  await maria.begin();
  await maria.say("Hello");
  const { id } = await maria.conversation();
  await chats.answer(id, "Good day to you");
  await expect(maria.panel.getByRole("log")).toContainText("Good day to you");
});

test("on a page that is read from right to left it stands at the left, and its words go their own way", async ({
  arrive,
  axe,
  noHorizontalScroll,
}) => {
  const maria = await arrive({ root: `lang="ar" dir="rtl"`, body: "<main><h1>مصابيح</h1></main>" });
  const box = await maria.bubble.boundingBox();
  expect(box?.x).toBeLessThan(100);
  await maria.begin();
  await maria.say("أين طلبي؟");
  const bubble = maria.messages.getByText("أين طلبي؟", { exact: true });
  expect(await bubble.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
  const panel = await maria.panel.boundingBox();
  expect(panel?.x).toBeLessThan(100);
  const close = await maria.panel.getByRole("button", { name: "Close the chat" }).boundingBox();
  expect(close?.x, "the button that closes is at the end, which is the left").toBeLessThan(200);
  await axe(maria.page);
  await noHorizontalScroll(maria.page);
});

test("nothing moves for who wants no movement", async ({ arrive }) => {
  const maria = await arrive({ head: COUNT_MOVEMENTS }, { reducedMotion: "reduce" });
  await maria.begin();
  await maria.say("Hello");
  await maria.close();
  await maria.open();
  expect(await maria.page.evaluate(() => Reflect.get(globalThis, "movements"))).toEqual([]);
});

test("colour, side, words and theme are those of the tag", async ({ arrive, axe }) => {
  const maria = await arrive({
    widget: {
      "data-color": "#ffd400",
      "data-position": "left",
      "data-theme": "dark",
      "data-greeting": "Ask the lamp makers",
      "data-label": "Questions?",
    },
  });
  const bubble = maria.page.getByRole("button", { name: /^Questions\?/ });
  expect((await bubble.boundingBox())?.x).toBeLessThan(100);
  await bubble.click();
  await expect(maria.page.getByRole("dialog", { name: "Ask the lamp makers" })).toBeVisible();
  await axe(maria.page);
});

/** Everything that moves in any shadow root, transitions as well. */
const COUNT_MOVEMENTS = `<script>
  movements = [];
  const look = () => {
    const roots = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    for (const animation of roots.flatMap((root) => root.getAnimations()))
      if (animation.effect.getComputedTiming().duration > 1) movements.push(animation.animationName || animation.transitionProperty);
    requestAnimationFrame(look);
  };
  look();
</script>`;

function isFocused(element: Element): boolean {
  const root = element.getRootNode();
  return (root instanceof ShadowRoot || root instanceof Document) && root.activeElement === element;
}
