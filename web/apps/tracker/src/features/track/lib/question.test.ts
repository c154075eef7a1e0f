import { expect, test } from "vitest";
import { linkTo, questionSchema, readLink } from "./question";

test("what is asked is what was understood", () => {
  const typed = { ticket_number: " ticket tkt-3: ", email: "Maria <maria@example.com>" };
  expect(questionSchema.parse(typed)).toEqual({ ticket_number: "TKT-00003", email: "maria@example.com" });
});

test.each([
  ["nothing", { ticket_number: " ", email: "" }, ["ticket_number", "email"]],
  ["no digit", { ticket_number: "TKT", email: "maria@example.com" }, ["ticket_number"]],
  ["no address", { ticket_number: "3", email: "maria" }, ["email"]],
  ["two addresses", { ticket_number: "3", email: "a@x.com b@x.com" }, ["email"]],
])("%s is held back", (_, typed, fields) => {
  const issues = questionSchema.safeParse(typed).error?.issues.map((issue) => issue.path[0]);
  expect([...new Set(issues)]).toEqual(fields);
});

test.each([
  ["?ticket=TKT-00003&w=demo", { ticket_number: "TKT-00003", workspace: "demo" }],
  ["?ticket=tkt-3", { ticket_number: "TKT-00003", workspace: null }],
  ["?email=maria@example.com&w=", { ticket_number: "", workspace: null }],
  ["", { ticket_number: "", workspace: null }],
])("a link brings number and workspace: %j", (search, link) => expect(readLink(search)).toEqual(link));

test("a link to a question leaves the address out", () => {
  const question = { ticket_number: "TKT-00003", email: "maria@example.com" };
  expect(linkTo(question)).toBe("?ticket=TKT-00003");
  expect(linkTo({ ...question, workspace: "demo" })).toBe("?ticket=TKT-00003&w=demo");
});
