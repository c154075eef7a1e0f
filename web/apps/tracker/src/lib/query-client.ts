import { QueryClient } from "@tanstack/react-query";
import type { Failure } from "@tkt/api/failure";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Failure;
  }
}

/** Nothing repeats by itself at once: a miss counts against the person who asks. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, networkMode: "always" } },
});
