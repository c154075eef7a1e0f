import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ticketWith } from "../lib/fixtures";
import { Facts } from "./facts";

test("an address that a stranger typed adds nobody to the e-mail that is written to it", () => {
  const address = "maria?bcc=eve%40evil.example&subject=50%@example.com";
  render(
    <Facts ticket={ticketWith({ customer_email: address })} trackerLink="/track" conversation={undefined} />,
  );
  const [link] = screen.getAllByRole("link");
  const { search, pathname } = new URL(link?.getAttribute("href") ?? "");
  expect(search).toBe("");
  expect(decodeURIComponent(pathname)).toBe(address);
});
