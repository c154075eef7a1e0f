import type { FailureKind } from "@tkt/api/failure";

export const common = {
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  saved: "Saved",
  tryAgain: "Try again",
  unassigned: "Unassigned",
  offline: "You are offline. What you type is kept and sent later.",
  failure: {
    offline: "The server cannot be reached. Check your connection; what you typed is kept.",
    "signed-out": "Your session has ended. Sign in again; what you typed is kept.",
    forbidden: "Only an owner of the workspace may do this.",
    "not-found": "This is not here any more.",
    stale: "Somebody changed this meanwhile.",
    invalid: "Some of this was not accepted. Check the marked fields.",
    "too-many": "Too many tries. Wait a moment, then try again.",
    server: "Something went wrong on our side. What you typed is kept; try again in a moment.",
  } satisfies Record<FailureKind, string>,
};
