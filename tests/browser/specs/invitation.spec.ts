// From the e-mail of an invitation to the first sign-in.

import { invite, newAddress, newAgent } from "../fixtures/people";
import { SignInPage } from "../fixtures/sign-in-page";
import { expect, test } from "../fixtures/test";

test("somebody who is invited joins by the e-mail's link and signs in; the link works once", async ({
  page,
  visitor,
  mailbox,
  ownerApi,
  problems,
  axe,
}) => {
  problems.allow(/401/);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.headers().referer ?? ""}`));
  const email = newAddress("vera");
  const link = await invite(ownerApi, mailbox, email);
  const path = `${link.pathname}${link.hash}`;
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "You are invited" })).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 640 });
    await axe(page);
  }
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(page.getByRole("heading", { name: "Welcome to Demo Shop" })).toBeVisible();
  await expect(page.getByText(`${email} is an agent now.`)).toBeVisible();
  const token = new URLSearchParams(link.hash.slice(1)).get("token") ?? "";
  expect(sent.filter((request) => request.includes(token))).toEqual([]);

  await page.getByRole("button", { name: "Go to sign-in" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  const signIn = new SignInPage(page, mailbox);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await signIn.paste(await signIn.nextCode(email));
  await expect(page).toHaveURL(/\/dashboard\/tickets/);

  const late = await visitor({ path });
  await late.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(late.getByRole("heading", { name: "This invitation does not work any more" })).toBeVisible();
  await axe(late);
});

test("a link that was copied in part says so", async ({ page, axe }) => {
  await page.goto("/dashboard/invitation#invite_id=demo.0123");
  await expect(page.getByRole("heading", { name: "The link is not complete" })).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByLabel("E-mail")).toBeVisible();
});

test("whoever is signed in as somebody else is told, and signed out", async ({ page, mailbox, ownerApi }) => {
  const [nora, vera] = [await newAgent(ownerApi, mailbox), newAddress("vera")];
  await page.goto("/dashboard/sign-in");
  await new SignInPage(page, mailbox).signIn(nora);
  await expect(page).toHaveURL(/\/dashboard\/tickets/);
  const link = await invite(ownerApi, mailbox, vera);
  await page.goto(`${link.pathname}${link.hash}`);
  await page.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(page.getByText(`${nora} is signed in in this browser and will be signed out.`)).toBeVisible();
  await page.getByRole("button", { name: "Go to sign-in" }).click();
  await expect(page.getByLabel("E-mail")).toHaveValue(vera);
});
