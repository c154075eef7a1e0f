// Pages that are unkind to what is embedded in them; and what the widget does to a page: nothing.

import type { Page } from "@playwright/test";
import type { HostPage } from "../fixtures/widget-host";
import { expect, test } from "../fixtures/widget-test";
import type { Visitor } from "../fixtures/widget-visitor";

const UNSET = `<style>
  * { all: unset !important }
  div, section, button, [data-tkt], tkt-widget, body > :last-child { display: none !important }
</style>`;
const LOUD = `<style>
  :root { font-size: 62.5%; --accent: red; --surface: red; --text: red; color: red; letter-spacing: 9px; line-height: 4 }
  * { font: bold 40px fantasy !important; text-transform: uppercase !important; box-sizing: content-box !important }
  body * { transform: rotate(3deg) !important; filter: blur(2px) !important; visibility: hidden !important;
    opacity: 0.1 !important; pointer-events: none !important; position: static !important; float: left !important }
</style>`;
const OVERLAY = `<div style="position: fixed; inset: 0; z-index: 2147483647; background: #fff8">Cookies?</div>`;

for (const [name, page] of Object.entries({
  "a page that unsets all styles and hides elements": { head: UNSET },
  "a page whose styles reach for everything": { head: LOUD },
  "a page under an overlay of the highest z-index": { body: OVERLAY },
} satisfies Record<string, HostPage>)) {
  test(`${name} does not change how the widget looks and works`, async ({ arrive, chats }) => {
    const plain = await look(await arrive());
    const maria = await arrive(page);
    expect(await look(maria)).toEqual(plain);
    await maria.introduce();
    await maria.say("Hello");
    const { id } = await maria.conversation();
    await chats.answer(id, "Good day");
    await expect(maria.message("Good day")).toBeVisible();
  });
}

test("a strict policy with trusted types needs no more than the documented directives", async ({
  arrive,
  stack,
  chats,
}) => {
  const policy = [
    "default-src 'none'",
    `script-src ${stack.url}`,
    `connect-src ${stack.url}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const plain = await look(await arrive());
  // `problems` has every refusal of the policy.
  const maria = await arrive({ headers: { "content-security-policy": policy } });
  expect(await look(maria)).toEqual(plain);
  await maria.introduce();
  await maria.say("I need a support ticket");
  const { id } = await maria.conversation();
  await chats.answer(id, "Press the button, then");
  await expect(maria.message("Press the button, then")).toBeVisible();
  await maria.panel.getByRole("button", { name: "Raise Support Ticket" }).click();
  await expect(maria.panel.getByLabel("What is it about?")).toBeVisible();
});

test("a page that has changed the language's own prototypes does not break it", async ({ arrive, chats }) => {
  const maria = await arrive({ head: PATCHES });
  await maria.begin();
  await maria.say("Is TKT-00001 mine?");
  const { id } = await maria.conversation();
  await chats.answer(id, "It is not");
  await expect(maria.message("It is not")).toBeVisible();
  await maria.page.reload();
  await maria.open();
  await expect(maria.message("Is TKT-00001 mine?")).toHaveCount(1);
  expect((await chats.read(id)).map(({ text }) => text)).toEqual(["Is TKT-00001 mine?", "It is not"]);
  await maria.panel.getByRole("button", { name: "More" }).click();
  await maria.panel.getByRole("menuitem", { name: "Raise a ticket" }).click();
  await maria.panel.getByLabel("What is it about?").fill("The lamp hums");
  await maria.panel.getByRole("button", { name: "Raise the ticket" }).click();
  await expect(maria.panel.getByText("We have sent the number", { exact: false })).toBeVisible();
});

test("it changes nothing outside its own element, and gives the page one name", async ({ arrive }) => {
  const names = `<script>before = Object.getOwnPropertyNames(window)</script>`;
  const page: HostPage = { head: `${names}<style>h1 { color: teal }</style>` };
  const without = await arrive({ ...page, widget: null });
  const untouched = await outside(without.page);
  const maria = await arrive(page);
  await maria.begin();
  await maria.say("Hello");
  expect(await outside(maria.page)).toEqual(untouched);
  const gained = await maria.page.evaluate(() => {
    const known = Reflect.get(globalThis, "before");
    return Object.getOwnPropertyNames(globalThis).filter(
      (name) => !known.includes(name) && name !== "before",
    );
  });
  expect(gained).toEqual(["tkt"]);
  expect(await maria.page.evaluate(() => Object.keys(localStorage))).toEqual([
    expect.stringMatching(/^tkt:[0-9a-f]{8}$/),
  ]);
  expect(await maria.page.evaluate(() => sessionStorage.length + document.cookie.length)).toBe(0);
});

test("the page's own keys stay the page's, and what is typed in the chat stays in the chat", async ({
  arrive,
}) => {
  const maria = await arrive({
    head: `<script>
      heard = [];
      for (const type of ["keydown", "keypress", "keyup"])
        document.addEventListener(type, ({ key }) => { if (key === "s" || key === "Escape") heard.push(type + " " + key) });
    </script>`,
  });
  await maria.begin();
  await maria.composer.pressSequentially("ss");
  expect(await maria.page.evaluate(() => Reflect.get(globalThis, "heard"))).toEqual([]);
  const search = maria.page.getByLabel("Search the shop");
  await search.click();
  await search.pressSequentially("lamps and more");
  await search.press("Escape");
  await expect(search).toHaveValue("lamps and more");
  await expect(search).toBeFocused();
  await expect(maria.panel).toBeVisible();
  expect(await maria.page.evaluate(() => Reflect.get(globalThis, "heard"))).toContain("keydown s");
});

test("a page that has a `tkt` of its own keeps it, and neither that nor an element of that name breaks the widget", async ({
  arrive,
  problems,
}) => {
  problems.allow(/window\.tkt is the page's own/);
  for (const [head, kept] of [
    ["<script>tkt = { isOurs: true }</script>", { isOurs: true }],
    ["<script>Object.defineProperty(window, 'tkt', { value: 1 })</script>", 1],
  ] as const) {
    const maria = await arrive({ head });
    await maria.open();
    expect(await maria.page.evaluate(() => Reflect.get(globalThis, "tkt"))).toEqual(kept);
  }
  const maria = await arrive({ head: '<meta id="tkt">' });
  await maria.open();
});

test("a second tag makes no second bubble", async ({ arrive, stack, problems }) => {
  problems.allow(/tkt/);
  const tag = `<script src="${stack.url}/widget.js" data-bot-token="demo-widget-token" async></script>`;
  const maria = await arrive({ body: `<h1>Twice</h1>${tag}` });
  await maria.open();
  await expect(maria.page.getByRole("dialog")).toHaveCount(1);
});

const PATCHES = `<script>
  Array.prototype.last = function () { return this[this.length - 1] };
  Array.prototype.toJSON = function () { return "an array" };
  String.prototype.toJSON = function () { return "a text" };
  Object.prototype.toJSON = function () { return "an object" };
  Object.prototype.inherited = "from the page";
</script>`;

/** Where the widget is, what is on top there, and how it is set. Opens it. */
async function look({ page, bubble, panel }: Visitor): Promise<object> {
  await expect(bubble).toBeVisible();
  const closed = await appearance(page, "button");
  await bubble.click();
  await expect(panel).toBeVisible();
  return { closed, open: await appearance(page, "[role=dialog]"), title: await appearance(page, "h2") };
}

function appearance(page: Page, selector: string): Promise<object> {
  return page
    .locator(selector)
    .and(page.locator(":visible"))
    .last()
    .evaluate(async (element) => {
      const root = element.getRootNode();
      if (!(root instanceof ShadowRoot)) throw new Error("it is not in a shadow root");
      await Promise.all(root.getAnimations().map(({ finished }) => finished));
      const { x, y, width, height } = element.getBoundingClientRect();
      const host = root.host;
      const onTop = document.elementFromPoint(x + width / 2, y + height / 2);
      const style = getComputedStyle(element);
      const read = [
        "color",
        "backgroundColor",
        "fontFamily",
        "fontSize",
        "fontWeight",
        "lineHeight",
        "letterSpacing",
      ];
      return {
        place: [x, y, width, height].map(Math.round),
        isOnTop: onTop === host,
        style: read.concat("textTransform", "direction", "opacity").map((name) => Reflect.get(style, name)),
      };
    });
}

/** All of the page but the element of the widget. */
function outside(page: Page): Promise<object> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as Element;
    const all = [...document.documentElement.querySelectorAll("*")];
    const copies = [...copy.querySelectorAll("*")];
    all.forEach((element, at) => {
      if (element.shadowRoot || element.localName === "script") copies[at]?.remove();
    });
    const styles = all
      .filter((element) => !element.shadowRoot && element.localName !== "script")
      .map((element) => [
        element.localName,
        [...getComputedStyle(element)].map((name) => getComputedStyle(element).getPropertyValue(name)).join(),
      ]);
    const attributes = [...document.documentElement.attributes].map(({ name, value }) => `${name}=${value}`);
    return { html: copy.outerHTML.replaceAll(/\s+/g, " "), styles, attributes, title: document.title };
  });
}
