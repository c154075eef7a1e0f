import { Failure } from "@tkt/api/failure";
import type { FieldError } from "@tkt/api/schema";
import { expect, test } from "vitest";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { texts } from "../../../texts/texts";
import { refusalsOf } from "./refusals";

function refused(...errors: FieldError[]): Failure {
  return new Failure("invalid", {
    type: "urn:tkt:problem:invalid-fields",
    title: "Some fields are not valid",
    status: 422,
    detail: "The fields in `errors` need another value.",
    errors,
  });
}

test("a refused field is told at its field, under the name that the form gives it", () => {
  const failure = refused({ pointer: "/customer_email", detail: "must not be blank" });
  expect(refusalsOf(failure)).toEqual({
    fields: [{ name: "customerEmail", message: "E-mail must not be blank." }],
    whole: undefined,
  });
});

test("a refusal that no field bears is told of the whole", () => {
  const failure = refused(
    { pointer: "/title", detail: "must not be blank" },
    { pointer: "/conversation_id", detail: "must be a conversation of this workspace" },
  );
  const { fields, whole } = refusalsOf(failure);
  expect(fields).toHaveLength(1);
  expect(whole).toBe(createTicketTexts.noConversation);
});

test("without an answer nobody knows whether the ticket is there, and a new try makes no second one", () => {
  expect(refusalsOf(new Failure("offline")).whole).toBe(createTicketTexts.failed.offline);
});

test("every other failure has its words", () => {
  expect(refusalsOf(new Failure("too-many")).whole).toBe(texts.common.failure["too-many"]);
});
