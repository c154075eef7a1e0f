import { screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { NOTHING } from "../../shared/memory.ts";
import { LIVE, line } from "../testing/lines.ts";
import { openPanel } from "../testing/panel.tsx";

afterEach(() => vi.unstubAllGlobals());

const more = () => screen.getByRole("button", { name: "More" });

function phone(isPhone: boolean) {
  const query = { matches: isPhone, addEventListener: vi.fn(), removeEventListener: vi.fn() };
  vi.stubGlobal("matchMedia", (asked: string) => ({
    ...query,
    matches: isPhone && asked.includes("max-width"),
  }));
}

it("brings the focus in, and goes away by Escape", async () => {
  const { bridge } = openPanel(LIVE);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Message" })));
  await userEvent.keyboard("{Escape}");
  expect(bridge.close).toHaveBeenCalledOnce();
});

it("keeps what is typed from the page's shortcuts", async () => {
  openPanel(LIVE);
  const heard = vi.fn();
  document.addEventListener("keydown", heard);
  await userEvent.type(screen.getByRole("textbox", { name: "Message" }), "s/");
  document.removeEventListener("keydown", heard);
  expect(heard).not.toHaveBeenCalled();
});

it("keeps Tab within a panel that takes the whole screen", async () => {
  phone(true);
  openPanel(LIVE);
  const dialog = screen.getByRole("dialog", { name: "How can we help?" });
  expect(dialog.getAttribute("aria-modal")).toBe("true");
  screen.getByRole("button", { name: "Send" }).focus();
  await userEvent.tab();
  expect(document.activeElement).toBe(more());
  await userEvent.tab({ shift: true });
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Send" }));
});

it("lets Tab leave a panel beside the page", () => {
  openPanel(LIVE);
  expect(screen.getByRole("dialog").getAttribute("aria-modal")).toBeNull();
});

it("opens a menu for the keyboard", async () => {
  const { bridge } = openPanel(LIVE);
  await userEvent.click(more());
  const [raise, track, forget] = await screen.findAllByRole("menuitem");
  await waitFor(() => expect(document.activeElement).toBe(raise));
  await userEvent.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(track);
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  expect(document.activeElement).toBe(forget);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
  expect(document.activeElement).toBe(more());
  expect(bridge.close).not.toHaveBeenCalled();
});

it("forgets the chat only after asking", async () => {
  const { bridge, engine } = openPanel(LIVE);
  const forget = async () => {
    await userEvent.click(more());
    await userEvent.click(await screen.findByRole("menuitem", { name: "Forget this chat on this device" }));
  };
  await forget();
  await userEvent.click(await screen.findByRole("button", { name: "Keep it" }));
  expect(bridge.memory.write).not.toHaveBeenCalled();
  await screen.findByRole("textbox", { name: "Message" });
  await forget();
  await userEvent.click(await screen.findByRole("button", { name: "Forget it" }));
  expect(bridge.memory.write).toHaveBeenLastCalledWith(NOTHING);
  expect(engine.startAnew).toHaveBeenCalledOnce();
});

it("offers to forget nothing that is just being started", async () => {
  openPanel({ ...LIVE, phase: "starting" });
  await userEvent.click(more());
  expect(await screen.findAllByRole("menuitem")).toHaveLength(2);
});

it("asks again with the focus on keeping when it is opened once more", async () => {
  const { draw } = openPanel(LIVE);
  await userEvent.click(more());
  await userEvent.click(await screen.findByRole("menuitem", { name: "Forget this chat on this device" }));
  const keep = await screen.findByRole("button", { name: "Keep it" });
  draw(false);
  keep.blur();
  draw(true);
  await waitFor(() => expect(document.activeElement).toBe(keep));
});

it("names each field once, however often it is opened", async () => {
  const { draw, change } = openPanel(LIVE);
  draw(false);
  draw(true);
  change({ phase: "idle" });
  await screen.findByLabelText("Name");
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("marks what is new since the last visit", () => {
  openPanel({ ...LIVE, lines: [line(1, "agent", "Old"), line(2, "agent", "Newer")] }, 1);
  screen.getByText("New", { exact: true });
});
