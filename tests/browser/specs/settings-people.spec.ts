// Who works in a workspace: invitations, roles, and the owner who must stay.

import { AGENT, expect, OWNER, test } from "../fixtures/test";

test.use({ fresh: true });

test("somebody is invited, gets a mail, is invited again, and the invitation is taken back", async ({
  agent,
  mailbox,
}) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/people" });
  await page.getByLabel("E-mail").fill("nora@example.com");
  await page.getByLabel("Role", { exact: true }).click();
  await page.getByRole("option", { name: "Owner" }).click();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("The invitation is on its way to nora@example.com.")).toBeVisible();
  const row = page.getByRole("list", { name: "Open invitations" }).getByRole("listitem");
  await expect(row).toContainText(`Owner, invited by ${OWNER}`);
  await expect(row).toContainText("expires in 7 days");
  const first = await mailbox.mailTo("nora@example.com");

  await page.getByRole("button", { name: "Resend the invitation to nora@example.com" }).click();
  await expect(page.getByText("A new link is on its way", { exact: false })).toBeVisible();
  await mailbox.mailTo("nora@example.com", (mail) => mail.id !== first.id);
  await page.getByRole("button", { name: "Cancel the invitation of nora@example.com" }).click();
  await expect(page.getByText("Nobody is invited at the moment.")).toBeVisible();

  await page.getByLabel("E-mail").fill("nora@");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("alert")).toContainText("Write an e-mail address");
  await page.getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByText("cancelled the invitation of nora@example.com")).toBeVisible();
  await expect(page.getByText("invited nora@example.com as an owner").first()).toBeVisible();
});

test("the next address that is typed while an invitation is sent stays", async ({ agent }) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/people" });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/workspace/agents", async (route) => {
    if (route.request().method() === "POST") await released;
    await route.continue();
  });
  const email = page.getByLabel("E-mail");
  await email.fill("first@example.com");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await email.fill("second@example.com");
  release();
  await expect(page.getByText("The invitation is on its way to first@example.com.")).toBeVisible();
  await expect(email).toHaveValue("second@example.com");
});

test("a role changes at once, and somebody is removed after a question with their name", async ({
  agent,
}) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/people" });
  await expect(page.getByText("The only owner", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: `Remove ${OWNER}` })).toBeDisabled();
  await page.getByRole("combobox", { name: `Role of ${AGENT}` }).click();
  await page.getByRole("option", { name: "Owner" }).click();
  await expect(page.getByText(`${AGENT} is now an owner.`)).toBeVisible();
  await expect(page.getByRole("button", { name: `Remove ${OWNER}` })).toBeEnabled();

  const remove = page.getByRole("button", { name: `Remove ${AGENT}` });
  await remove.click();
  const question = page.getByRole("alertdialog", { name: `Remove ${AGENT}?` });
  await question.getByRole("button", { name: "Keep" }).click();
  await expect(remove).toBeFocused();
  await remove.click();
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText(`${AGENT} is removed.`)).toBeVisible();
  await expect(remove).toBeHidden();
});

test("the last owner stays, even when the page does not know yet that they are the last", async ({
  agent,
  ownerApi,
  problems,
}) => {
  problems.allow(/422/);
  await ownerApi.request("POST", "/workspace/agents", { email: AGENT, role: "owner" });
  const page = await agent(OWNER, { path: "/dashboard/settings/people" });
  const remove = page.getByRole("button", { name: `Remove ${OWNER}` });
  await expect(remove).toBeEnabled();
  await ownerApi.request("POST", "/workspace/agents", { email: AGENT, role: "agent" });
  await remove.click();
  const question = page.getByRole("alertdialog", { name: "Remove yourself?" });
  await question.getByRole("button", { name: "Leave the workspace" }).click();
  await expect(page.getByText("A workspace needs an owner.").first()).toBeVisible();
  await expect(question).toBeHidden();
  await expect(remove).toBeDisabled();
});
