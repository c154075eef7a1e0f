import { Failure } from "@tkt/api/failure";
import type { Problem } from "@tkt/api/schema";
import { expect, test } from "vitest";
import { isAboutLastOwner } from "./people";

const problem: Problem = {
  type: "urn:tkt:problem:last-owner",
  title: "The last owner cannot go",
  status: 422,
  detail: "The workspace has no other owner.",
  errors: [],
};

test("that the last owner cannot go is known, whether they were removed or made an agent", () => {
  const role = { pointer: "/role", detail: "must stay owner: the workspace has no other owner" };
  const demoted: Problem = { ...problem, type: "urn:tkt:problem:invalid-fields", errors: [role] };
  expect(isAboutLastOwner(new Failure("invalid", problem))).toBe(true);
  expect(isAboutLastOwner(new Failure("invalid", demoted))).toBe(true);
});

test("other refusals are not taken for it", () => {
  const email = { pointer: "/email", detail: "must be an e-mail address" };
  const wrong: Problem = { ...problem, type: "urn:tkt:problem:invalid-fields", errors: [email] };
  expect(isAboutLastOwner(new Failure("invalid", wrong))).toBe(false);
  expect(isAboutLastOwner(new Failure("offline"))).toBe(false);
});
