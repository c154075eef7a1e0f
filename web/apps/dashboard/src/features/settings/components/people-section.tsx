import type { Agent, Invitation, People } from "@tkt/api/schema";
import { useMe } from "../../../lib/use-session";
import { settingsTexts } from "../../../texts/settings-texts";
import { usePeople } from "../api/people";
import { AgentRow } from "./agent-row";
import { Group } from "./fields";
import { InvitationRow } from "./invitation-row";
import { InviteForm } from "./invite-form";
import { Loaded } from "./loaded";

const words = settingsTexts.people;

/** Who works in the workspace and in which role, and who is invited. */
export function PeopleSection() {
  return <Loaded query={usePeople()}>{(people) => <Everybody people={people} />}</Loaded>;
}

function Everybody({ people: { agents, invitations } }: { people: People }) {
  return (
    <div className="grid grid-cols-1 gap-8 pb-8">
      <Group title={words.agents}>
        <Agents agents={agents} />
      </Group>
      <Group title={words.invite} hint={words.inviteHint}>
        <InviteForm />
      </Group>
      <Group title={words.invitations} {...(invitations.length === 0 && { hint: words.noInvitations })}>
        <Invitations invitations={invitations} />
      </Group>
    </div>
  );
}

function Agents({ agents }: { agents: readonly Agent[] }) {
  const { email } = useMe();
  const owners = agents.filter(({ role }) => role === "owner");
  return (
    <ul aria-label={words.agents}>
      {agents.map((agent) => (
        <AgentRow
          key={agent.email}
          agent={agent}
          isMe={agent.email === email}
          isOnlyOwner={agent.role === "owner" && owners.length === 1}
        />
      ))}
    </ul>
  );
}

function Invitations({ invitations }: { invitations: readonly Invitation[] }) {
  if (invitations.length === 0) return null;
  return (
    <ul aria-label={words.invitations}>
      {invitations.map((invitation) => (
        <InvitationRow key={invitation.invite_id} invitation={invitation} />
      ))}
    </ul>
  );
}
