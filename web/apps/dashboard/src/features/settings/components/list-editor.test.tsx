import { zodResolver } from "@hookform/resolvers/zod";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { FormProvider, useForm } from "react-hook-form";
import { expect, test } from "vitest";
import { settingsTexts } from "../../../texts/settings-texts";
import { settingsSchema } from "../lib/schema";
import { demoWorkspace } from "../lib/test-data";
import { type SettingsValues, valuesOf } from "../lib/values";
import { ListEditor } from "./list-editor";

const { rules } = settingsTexts;

test("Enter and the button add what is written, and blanks add nothing", async () => {
  const { user, added, entries } = show();
  await user.type(added(), " returns {Enter}");
  expect(entries()).toEqual(["billing", "technical", "general", "returns"]);
  await user.type(added(), "shipping");
  await user.click(screen.getByRole("button", { name: "Add" }));
  expect(entries()).toEqual(["billing", "technical", "general", "returns", "shipping"]);
  expect(added().value).toBe("");
  expect(document.activeElement).toBe(added());
  await user.type(added(), "  {Enter}");
  expect(entries()).toHaveLength(5);
});

test("what was written but not added is not lost on the way to the next field", async () => {
  const { user, added, entries } = show();
  await user.type(added(), "returns");
  await user.click(screen.getByRole("button", { name: "Elsewhere" }));
  expect(entries()).toEqual(["billing", "technical", "general", "returns"]);
});

test("by keyboard an entry goes up and down, and the focus goes with it", async () => {
  const { user, entries } = show();
  screen.getByRole("button", { name: "Move general up" }).focus();
  await user.keyboard("{Enter}");
  expect(entries()).toEqual(["billing", "general", "technical"]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Move general up" }));
  expect(screen.getByRole("status").textContent).toBe("general is now 2 of 3.");
  await user.keyboard("{Enter}{Enter}");
  expect(entries()).toEqual(["general", "billing", "technical"]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Move general up" }));
});

test("after a removal the focus stays in the list", async () => {
  const { user, entries, added } = show();
  await user.click(screen.getByRole("button", { name: "Remove general" }));
  expect(entries()).toEqual(["billing", "technical"]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Remove technical" }));
  await user.keyboard("{Enter}{Enter}");
  expect(entries()).toEqual([]);
  expect(screen.getByText("There is none.")).toBeDefined();
  expect(document.activeElement).toBe(added());
});

test("a repeated entry is told beside it", async () => {
  const { user, added } = show();
  await user.type(added(), "BILLING{Enter}");
  await user.click(screen.getByRole("button", { name: "Check" }));
  const last = within(screen.getByRole("group", { name: "Categories" })).getByLabelText("Category 4");
  expect(last.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("alert").textContent).toBe(rules.repeated);
});

test("the list as a whole must not be empty", async () => {
  const { user } = show();
  for (const name of ["billing", "technical", "general"]) {
    await user.click(screen.getByRole("button", { name: `Remove ${name}` }));
  }
  await user.click(screen.getByRole("button", { name: "Check" }));
  expect(screen.getByRole("alert").textContent).toBe(rules.atLeastOne);
});

function show() {
  render(<Categories />);
  const group = screen.getByRole("group", { name: "Categories" });
  const entries = () =>
    within(group)
      .queryAllByLabelText<HTMLInputElement>(/^Category \d+$/u)
      .map(({ value }) => value);
  return {
    user: userEvent.setup(),
    entries,
    added: () => screen.getByLabelText<HTMLInputElement>("New category"),
  };
}

function Categories() {
  const form = useForm<SettingsValues>({
    resolver: zodResolver(settingsSchema),
    defaultValues: valuesOf(demoWorkspace),
  });
  return (
    <FormProvider {...form}>
      <form onSubmit={form.handleSubmit(() => undefined)}>
        <ListEditor
          ordered
          name="categories"
          label="Categories"
          entry="Category"
          newEntry="New category"
          hint="Each once."
          empty="There is none."
        />
        <button type="button">Elsewhere</button>
        <button type="submit">Check</button>
      </form>
    </FormProvider>
  );
}
