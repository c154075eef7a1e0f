import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef } from "react";
import { expect, test, vi } from "vitest";
import { useRowKeys } from "./use-row-keys";

type Props = { rows: string[]; selected?: string; open?: (id: string) => void };

function List({ rows, selected, open = () => {} }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const { move } = useRowKeys({ list, ids: rows, selected, open });
  return (
    <>
      <button type="button" onClick={() => move(1)}>
        Next
      </button>
      <ul ref={list}>
        {rows.map((row) => (
          <li key={row}>
            <a data-row={row} href={`/${row}`}>
              {row}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

const row = (name: string) => screen.getByRole("link", { name });

test("the arrow keys step from row to row and stop at both ends", async () => {
  render(<List rows={["a", "b"]} />);
  await userEvent.click(screen.getByRole("button"));
  expect(document.activeElement).toBe(row("a"));
  await userEvent.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(row("a"));
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  expect(document.activeElement).toBe(row("b"));
});

test("the focus stays with its row in another list", async () => {
  const { rerender } = render(<List rows={["a", "b", "c"]} />);
  row("b").focus();
  rerender(<List rows={["c", "b"]} />);
  expect(document.activeElement).toBe(row("b"));
});

test("a row that goes leaves the focus to the one in its place, or to the last", () => {
  const { rerender } = render(<List rows={["a", "b", "c"]} />);
  row("b").focus();
  rerender(<List rows={["x", "y", "z"]} />);
  expect(document.activeElement).toBe(row("y"));
  rerender(<List rows={["q"]} />);
  expect(document.activeElement).toBe(row("q"));
});

test("a focus that had left the row before it went is left alone", async () => {
  const { rerender } = render(<List rows={["a", "b"]} />);
  row("b").focus();
  row("b").blur();
  await Promise.resolve();
  rerender(<List rows={["a"]} />);
  expect(document.activeElement).toBe(document.body);
});

test("a focus that leaves is not fetched back by what is drawn meanwhile", () => {
  const { rerender } = render(<List rows={["a", "b"]} />);
  row("b").focus();
  row("b").blur();
  rerender(<List rows={["a", "b"]} />);
  expect(document.activeElement).toBe(document.body);
});

test("what is opened beside the list may take the focus", () => {
  const { rerender } = render(<List rows={["a", "b"]} />);
  row("b").focus();
  rerender(<List rows={["a"]} selected="b" />);
  expect(document.activeElement).toBe(document.body);
});

test("beside something open the next one is opened, up to the last", async () => {
  const open = vi.fn();
  const { rerender } = render(<List rows={["a", "b"]} selected="a" open={open} />);
  await userEvent.click(screen.getByRole("button"));
  expect(open).toHaveBeenLastCalledWith("b");
  rerender(<List rows={["a", "b"]} selected="b" open={open} />);
  await userEvent.click(screen.getByRole("button"));
  expect(open).toHaveBeenCalledOnce();
  rerender(<List rows={["a", "b"]} selected="gone" open={open} />);
  await userEvent.click(screen.getByRole("button"));
  expect(open).toHaveBeenLastCalledWith("a");
});
