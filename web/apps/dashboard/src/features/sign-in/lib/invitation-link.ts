import { sharedState } from "../../../lib/shared-state";

/** What the link of an invitation's e-mail holds behind its `#`, which no server sees. */
export type InvitationLink = { inviteId: string; token: string };

const link = sharedState<InvitationLink | undefined>(undefined);

export const useInvitationLink = link.use;

/**
 * Takes the invitation out of an address's fragment and keeps it for the page alone. Says whether
 * there was a fragment, which is then to be taken off the address bar.
 */
export function takeInvitation(fragment: string): boolean {
  if (fragment === "") return false;
  const given = new URLSearchParams(fragment);
  const [inviteId, token] = [given.get("invite_id"), given.get("token")];
  link.set(inviteId && token ? { inviteId, token } : undefined);
  return true;
}
