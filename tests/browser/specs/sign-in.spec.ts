// Who may come in, and by what: the real thing, with codes out of the mailbox.

import { newAddress, newAgent } from "../fixtures/people";
import { SignInPage } from "../fixtures/sign-in-page";
import { expect, test } from "../fixtures/test";

test("a pasted code signs in, leads to the address that was asked for, and lasts over a reload", async ({
  page,
  context,
  mailbox,
  api,
  ownerApi,
}) => {
  const { ticket_number } = await api.create({ title: "Late parcel" });
  const email = await newAgent(ownerApi, mailbox);
  const signIn = new SignInPage(page, mailbox);
  await page.goto(`/dashboard/tickets/${ticket_number}?view=unassigned`);
  await expect(page).toHaveTitle("Sign in - tkt");
  await signIn.ask(email);
  await expect(page.getByText(`If ${email} belongs to an agent, a code is on its way to it.`)).toBeVisible();
  const code = await signIn.nextCode(email);
  await signIn.paste(`${code.slice(0, 3)} ${code.slice(3)}`);

  await expect(page.getByRole("heading", { name: "Late parcel" })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/dashboard/tickets/${ticket_number}`);
  expect(new URL(page.url()).searchParams.get("view")).toBe("unassigned");
  await expect(page).toHaveTitle(new RegExp(`${ticket_number} Late parcel - tkt$`));
  const cookies = await context.cookies(new URL("/api/sign-in", page.url()).href);
  expect(cookies).toMatchObject([
    { name: "tkt_refresh", httpOnly: true, secure: true, sameSite: "Strict", path: "/api/sign-in" },
  ]);

  await page.reload();
  await expect(page.getByRole("heading", { name: "Late parcel" })).toBeVisible();
  await page.goto("/dashboard/sign-in");
  await expect(page).toHaveURL(/\/dashboard\/tickets/);
});

test("a wrong code is told, another can be sent after a while, and then it alone counts", async ({
  page,
  mailbox,
  ownerApi,
  problems,
}) => {
  problems.allow(/401/);
  await page.clock.install();
  const email = await newAgent(ownerApi, mailbox);
  const signIn = new SignInPage(page, mailbox);
  await page.goto("/dashboard/sign-in");
  await signIn.ask(email);
  const first = await signIn.nextCode(email);
  await signIn.code.pressSequentially(otherThan(first));
  await expect(page.getByRole("alert")).toContainText("This code was not right");
  await expect(signIn.code).toBeFocused();
  await expect(signIn.code).toHaveValue("");

  await expect(page.getByText(/You can send another code in 0:[0-2]\d/)).toBeVisible();
  await page.clock.fastForward("00:31");
  await page.getByRole("button", { name: "Send another code" }).click();
  await expect(page.getByText("Another code is on its way.")).toBeVisible();
  const second = await signIn.nextCode(email);
  await signIn.paste(first);
  await expect(page.getByRole("alert")).toContainText("Compare it with the newest e-mail");
  await signIn.paste(second);
  await expect(page).toHaveURL(/\/dashboard\/tickets/);
});

test("five wrong tries or ten minutes end a code, and the page says what to do", async ({
  page,
  mailbox,
  ownerApi,
  problems,
}) => {
  problems.allow(/401/);
  await page.clock.install();
  const email = await newAgent(ownerApi, mailbox);
  const signIn = new SignInPage(page, mailbox);
  await page.goto("/dashboard/sign-in");
  await signIn.ask(email);
  const wrong = otherThan(await signIn.nextCode(email));
  for (let tries = 1; tries <= 5; tries += 1) {
    const answered = page.waitForResponse("**/api/sign-in/token");
    await signIn.paste(wrong);
    await answered;
    if (tries < 5) await expect(signIn.code).toHaveValue("");
  }
  await expect(page.getByRole("alert")).toHaveText("This code takes no more tries. Send another one.");
  await expect(signIn.code).toBeDisabled();

  await page.clock.fastForward("00:31");
  await page.getByRole("button", { name: "Send another code" }).click();
  await expect(signIn.code).toBeEnabled();
  await page.clock.fastForward("10:00");
  await expect(page.getByRole("alert")).toContainText("This code has ended");
});

test("nobody learns whose address is an agent's", async ({ page, mailbox }) => {
  const stranger = newAddress("stranger");
  const signIn = new SignInPage(page, mailbox);
  await page.goto("/dashboard/sign-in");
  await signIn.ask(stranger);
  await expect(page.getByText(`If ${stranger} belongs to an agent`)).toBeVisible();
  await page.getByRole("button", { name: "Use another address" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue(stranger);
  const mails = await mailbox.all();
  expect(mails.filter(({ to }) => to.includes(stranger))).toEqual([]);
});

test("too many codes: the page counts down until another may be asked for", async ({
  page,
  mailbox,
  ownerApi,
  problems,
}) => {
  problems.allow(/429/);
  await page.clock.install();
  const email = newAddress("impatient");
  for (let sent = 0; sent < 5; sent += 1) await ownerApi.request("POST", "/sign-in/code", { email });
  await page.goto("/dashboard/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.keyboard.press("Enter");
  const words = page.getByText(/Too many codes were asked for. You can ask again in \d+:\d\d/);
  await expect(words).toBeVisible();
  const before = await words.textContent();
  await expect(words).not.toHaveText(before ?? "");
  await page.clock.fastForward("01:00:00");
  await expect(page.getByText("You can ask for a code again.")).toBeVisible();
  expect((await mailbox.all()).filter(({ to }) => to.includes(email))).toEqual([]);
});

test("a server that cannot be reached is told apart, and nothing that was typed is lost", async ({
  page,
  mailbox,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED|503/);
  const signIn = new SignInPage(page, mailbox);
  await page.goto("/dashboard/sign-in");
  await page.getByLabel("E-mail").fill("agent@example.com");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByText("The server cannot be reached.")).toBeVisible();
  await page.context().setOffline(false);
  await page.route("**/api/sign-in/code", (route) => route.fulfill({ status: 503, json: {} }), { times: 1 });
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByText("Something went wrong on our side.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("agent@example.com");
  await page.getByLabel("E-mail").fill(newAddress("stranger"));
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(signIn.code).toBeFocused();
  await page.context().setOffline(true);
  await page.keyboard.type("123456");
  await expect(page.getByText("The server cannot be reached.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Digit 6 of 6" })).toHaveValue("6");
});

test("a reload while the e-mail is read keeps the place for the code", async ({
  page,
  mailbox,
  ownerApi,
}) => {
  const email = await newAgent(ownerApi, mailbox);
  const signIn = new SignInPage(page, mailbox);
  await page.goto("/dashboard/sign-in?to=%2Ftickets%3Fview%3Dall");
  await signIn.ask(email);
  await page.reload();
  await signIn.paste(await signIn.nextCode(email));
  await expect(page).toHaveURL(/\/dashboard\/tickets\?view=all/);
});

test("sign-in leads nowhere else", async ({ page, mailbox, ownerApi }) => {
  const signIn = new SignInPage(page, mailbox);
  await page.goto(`/dashboard/sign-in?to=${encodeURIComponent("https://evil.example/")}`);
  await signIn.signIn(await newAgent(ownerApi, mailbox));
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/dashboard\/tickets$/);
});

test("sign-in works by the keyboard alone, and is right for axe and small phones", async ({
  page,
  mailbox,
  ownerApi,
  axe,
  noHorizontalScroll,
  problems,
}) => {
  problems.allow(/401/);
  const email = await newAgent(ownerApi, mailbox);
  const signIn = new SignInPage(page, mailbox);
  await page.goto("/dashboard/sign-in");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Type the e-mail address");
  const sizes = [320, 1440];
  for (const width of sizes) {
    await page.setViewportSize({ width, height: 640 });
    await axe(page);
    await noHorizontalScroll(page);
  }
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await expect(signIn.code).toBeFocused();
  const code = await signIn.nextCode(email);
  await page.keyboard.type(otherThan(code));
  await expect(page.getByRole("alert")).toContainText("This code was not right");
  for (const width of sizes) {
    await page.setViewportSize({ width, height: 640 });
    await axe(page);
    await noHorizontalScroll(page);
  }
  await page.keyboard.type(code);
  await expect(page).toHaveURL(/\/dashboard\/tickets/);
});

/** Six digits that are not these. */
function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, "0");
}
