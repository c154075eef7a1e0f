import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, data } from "@tkt/api/client";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";

export function useWidgetTokens() {
  return useQuery({
    queryKey: keys.widgetTokens,
    queryFn: ({ signal }) => data(api.GET("/workspace/widget-tokens", { signal })),
  });
}

/** Makes a token. The answer is the only place where it can be read. */
export function useCreateWidgetToken() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (name: string) => data(api.POST("/workspace/widget-tokens", { body: { name } })),
    onSettled: refresh,
    // A secret of a kind: it goes with the view that shows it.
    gcTime: 0,
  });
}

export function useRevokeWidgetToken() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) =>
      answer(api.DELETE("/workspace/widget-tokens/{id}", { params: { path: { id } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([keys.widgetTokens, keys.audit].map((queryKey) => client.invalidateQueries({ queryKey })));
}
