import { useQuery } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { api } from "./api";
import { keys } from "./keys";

/** The workspace's settings: its name, categories, agents, how it numbers. */
export function useWorkspace() {
  return useQuery({
    queryKey: keys.workspace,
    queryFn: ({ signal }) => data(api.GET("/workspace", { signal })),
    staleTime: 60_000,
  });
}
