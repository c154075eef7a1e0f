import { expect, test } from "vitest";
import { destination } from "./destination";

test.each(["/tickets/TKT-00003", "/tickets?view=mine&q=a%20b#timeline", "/settings/people"])(
  "%s is gone on to after sign-in",
  (asked) => {
    expect(destination(asked)).toBe(asked);
  },
);

test.each([
  [undefined, "nothing was asked for"],
  ["", "nothing was asked for"],
  ["https://evil.example/tickets", "another site"],
  ["//evil.example", "another site, by the scheme of this one"],
  ["/\\evil.example", "the same, as browsers read a backslash"],
  ["/\t/evil.example", "the same, since browsers drop a tab"],
  ["/.//evil.example", "the same, once the dot is gone"],
  ["/tickets/../..//evil.example", "the same, once the steps back are gone"],
  ["javascript:alert(1)", "a script"],
  ["tickets", "no whole path"],
  ["/sign-in?to=/sign-in", "in a circle"],
  ["/invitation", "not for agents"],
  ["/", "no view of its own"],
])("%j leads to the list: %s", (asked, _because) => {
  expect(destination(asked)).toBe("/tickets");
});
