import { QueryClient } from "@tanstack/react-query";
import type { Failure } from "@tkt/api/failure";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Failure;
  }
}

const MAY_PASS = new Set(["offline", "server"]);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A repeat helps against the server's and the network's trouble only.
      retry: (count, error) => count < 2 && MAY_PASS.has(error.kind),
      staleTime: 3_000,
    },
    mutations: { retry: false, networkMode: "always" },
  },
});
