import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import type { UpdateWorkspace, Workspace } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";

/** The settings as they stand now: an edit must begin with the newest. */
export function useSettings() {
  return useQuery({ queryKey: keys.workspace, queryFn: fetchSettings, refetchOnMount: "always" });
}

export function fetchSettings(): Promise<Workspace> {
  return data(api.GET("/workspace"));
}

type Save = { edit: UpdateWorkspace; version: number };

/** Saves an edit that was made from `version`; the rest of the dashboard follows. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ edit, version }: Save) =>
      data(api.PUT("/workspace", { body: edit, params: { header: { "If-Match": `"${version}"` } } })),
    onSuccess: (saved) => {
      client.setQueryData(keys.workspace, saved);
      return client.invalidateQueries({ queryKey: keys.audit });
    },
  });
}

/** Who changed settings last, as far as the log's newest page tells. */
export async function lastEditor(): Promise<string | undefined> {
  const log = await data(api.GET("/workspace/audit"));
  return log.items.find(({ kind }) => kind === "settings_changed")?.by;
}

/** The newest ticket's number, from which the next one follows. */
export function useNewestNumber() {
  return useQuery({
    queryKey: [...keys.tickets, "newest-number"],
    queryFn: ({ signal }) =>
      data(
        api.GET("/ticket", { params: { query: { limit: 1, sort: "created", order: "desc" } }, signal }),
      ).then(({ items }) => items[0]?.ticket_number ?? null),
  });
}
