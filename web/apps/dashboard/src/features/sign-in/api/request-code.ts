import { useMutation } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { publicApi } from "../../../lib/session";

/** Whose code: the workspace is the stack's first unless it is named. */
export type CodeFor = { email: string; workspace?: string | undefined };

async function requestCode({ email, workspace }: CodeFor) {
  return data(publicApi.POST("/sign-in/code", { body: { email, ...(workspace && { workspace }) } }));
}

export function useRequestCode() {
  return useMutation({ mutationFn: requestCode });
}
