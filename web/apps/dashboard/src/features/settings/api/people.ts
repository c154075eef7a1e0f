import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, data } from "@tkt/api/client";
import type { Failure } from "@tkt/api/failure";
import type { InviteAgent } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";

export function usePeople() {
  return useQuery({
    queryKey: keys.people,
    queryFn: ({ signal }) => data(api.GET("/workspace/agents", { signal })),
  });
}

/** Invites somebody new, or gives somebody who works here the role; `is` tells which of the two it was. */
export function usePlace() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (body: InviteAgent) => {
      const placed = await data(api.POST("/workspace/agents", { body }));
      return { is: "invite_id" in placed ? ("invited" as const) : ("agent" as const), email: placed.email };
    },
    onSettled: refresh,
  });
}

/** Removes somebody, or takes an invitation back. */
export function useRemove() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (email: string) =>
      answer(api.DELETE("/workspace/agents/{email}", { params: { path: { email } } })),
    onSettled: refresh,
  });
}

/** Whether it was refused since nobody else is an owner. */
export function isAboutLastOwner({ problem }: Failure): boolean {
  return (
    problem?.type === "urn:tkt:problem:last-owner" ||
    (problem?.errors ?? []).some(({ pointer }) => pointer === "/role")
  );
}

/** After a failure, too: what was refused is often something that has changed. */
function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [keys.people, keys.workspace, keys.audit].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}
