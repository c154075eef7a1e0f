import { expect, test } from "vitest";
import { bodyOf, EMPTY } from "./values";

const typed = {
  ...EMPTY,
  title: " Wrong\tinvoice ",
  description: "\nTwo amounts:\r\n\t10 and 12\u0000\n",
  customerName: "Maria Rossi",
  customerEmail: " maria@example.com ",
};

test("what was not chosen is not sent, and the server's defaults hold", () => {
  expect(bodyOf(typed, {})).toEqual({
    title: "Wrong invoice",
    description: "Two amounts:\n\t10 and 12",
    priority: "medium",
    customer_name: "Maria Rossi",
    customer_email: "maria@example.com",
  });
});

test("what was chosen is sent", () => {
  const chosen = { ...typed, category: "billing", assignee: "me@example.com", customerPhone: "055" };
  expect(bodyOf(chosen, {})).toMatchObject({
    category: "billing",
    assigned_to: "me@example.com",
    customer_phone: "055",
  });
});

test("with a conversation its visitor is the customer", () => {
  const body = bodyOf(typed, {
    conversationId: "c-1",
    customerName: "Maria",
    customerEmail: "m@example.com",
  });
  expect(body.conversation_id).toBe("c-1");
  expect(body).not.toHaveProperty("customer_name");
  expect(body).not.toHaveProperty("customer_email");
});
