import { fireEvent, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useCommands } from "../../../lib/commands";
import { useKeys } from "./use-keys";

test("the first of two keys counts when the palette's script arrives between them", () => {
  const [go, create] = [vi.fn(), vi.fn()];
  const commands = [
    { id: "go", group: "", label: "Go", key: "g c", run: go },
    { id: "create", group: "", label: "Create", key: "c", run: create },
  ];
  const { rerender } = renderHook(
    ({ isLoaded }) => {
      useCommands(commands, true);
      useKeys({ current: "" }, isLoaded);
    },
    { initialProps: { isLoaded: false } },
  );
  fireEvent.keyDown(document.body, { key: "g" });
  rerender({ isLoaded: true });
  fireEvent.keyDown(document.body, { key: "c" });
  expect(go).toHaveBeenCalledTimes(1);
  expect(create).not.toHaveBeenCalled();
});
