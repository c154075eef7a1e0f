import { useMutation } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { publicApi } from "../../../lib/session";
import type { InvitationLink } from "../lib/invitation-link";

function acceptInvitation({ inviteId, token }: InvitationLink) {
  return data(publicApi.POST("/workspace/agents/accept", { body: { invite_id: inviteId, token } }));
}

export function useAcceptInvitation() {
  return useMutation({ mutationFn: acceptInvitation });
}
