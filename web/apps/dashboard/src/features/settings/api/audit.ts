import { useInfiniteQuery } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";

/** The log from its newest page on; the next page holds what is earlier. */
export function useAudit() {
  return useInfiniteQuery({
    queryKey: keys.audit,
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET("/workspace/audit", { params: { query: pageParam ? { cursor: pageParam } : {} }, signal }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor,
  });
}
