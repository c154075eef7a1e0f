//! Who owns a workspace, and who leaves it. At least one owner stays, whatever happens at once.

use aws_sdk_dynamodb::types::{Delete, Update};
use domain::{
    agent::{Agent, Role},
    audit::AuditedChange,
};

use super::change_lookup;
use crate::{
    Store, StoreError,
    audit::{Act, ActError, demand_owner},
    keys,
    table::text,
    transaction::{Part, Transaction},
};

/// The agent is still who they were when they were read.
const UNCHANGED: &str = "#id = :id AND #role = :role";

/// Why an agent kept their place.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The workspace would be left without an owner.
    #[error("the last owner cannot go")]
    LastOwner,
    /// Nothing was done, as for any act.
    #[error(transparent)]
    Act(#[from] ActError),
}

impl Store {
    /// Gives `agent` another role. `agents` are all of the workspace, read after the log of `act`.
    ///
    /// # Errors
    /// When no owner would be left, the workspace is another by now, whoever acts is no owner or the
    /// table does not answer.
    pub async fn change_role(
        &self,
        act: &Act<'_>,
        agents: &[Agent],
        agent: &Agent,
        role: Role,
    ) -> Result<(), StaffError> {
        let mut writes = self.transaction();
        keep_an_owner(&mut writes, act, agents, agent)?;
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(keys::agent(act.workspace(), &agent.email).into_item()))
            .update_expression("SET #role = :new, since = :now")
            .condition_expression(UNCHANGED)
            .expression_attribute_names("#id", "id")
            .expression_attribute_names("#role", "role")
            .expression_attribute_values(":id", text(agent.id.as_str()))
            .expression_attribute_values(":role", text(agent.role.name()))
            .expression_attribute_values(":new", text(role.name()))
            .expression_attribute_values(":now", text(act.at.to_string()))
            .build()
            .map_err(StoreError::corrupt("agent"))
            .map_err(ActError::from)?;
        writes.update(Part::Agent, update);
        let what = AuditedChange::RoleChanged {
            email: agent.email.clone(),
            from: agent.role,
            to: role,
        };
        end(writes, act, what).await
    }

    /// Removes `agent` from the workspace. `agents` are all of it, read after the log of `act`.
    ///
    /// # Errors
    /// When no owner would be left, the workspace is another by now, whoever acts is no owner or the
    /// table does not answer.
    pub async fn remove_agent(
        &self,
        act: &Act<'_>,
        agents: &[Agent],
        agent: &Agent,
    ) -> Result<(), StaffError> {
        let mut writes = self.transaction();
        keep_an_owner(&mut writes, act, agents, agent)?;
        let delete = Delete::builder()
            .table_name(&self.table)
            .set_key(Some(keys::agent(act.workspace(), &agent.email).into_item()))
            .condition_expression(UNCHANGED)
            .expression_attribute_names("#id", "id")
            .expression_attribute_names("#role", "role")
            .expression_attribute_values(":id", text(agent.id.as_str()))
            .expression_attribute_values(":role", text(agent.role.name()))
            .build()
            .map_err(StoreError::corrupt("agent"))
            .map_err(ActError::from)?;
        writes.delete(Part::Agent, delete);
        change_lookup(&mut writes, "DELETE", act.workspace(), &agent.email)
            .map_err(ActError::from)?;
        let what = AuditedChange::AgentRemoved {
            email: agent.email.clone(),
        };
        end(writes, act, what).await
    }
}

/// Demands that an owner stays: whoever acts, or, where they act on themselves, another one, by name.
fn keep_an_owner(
    writes: &mut Transaction<'_>,
    act: &Act<'_>,
    agents: &[Agent],
    agent: &Agent,
) -> Result<(), StaffError> {
    if act.by.email != agent.email {
        return Ok(act.demand_owner(writes).map_err(ActError::from)?);
    }
    // The token may be that of somebody who was removed, and came back as an agent.
    if act.by.id != agent.id || agent.role != Role::Owner {
        return Err(ActError::NotAnOwner.into());
    }
    let is_other = |other: &&Agent| other.role == Role::Owner && other.email != agent.email;
    let other = agents.iter().find(is_other).ok_or(StaffError::LastOwner)?;
    let other = keys::agent(act.workspace(), &other.email);
    Ok(demand_owner(writes, Part::OtherOwner, other, None).map_err(ActError::from)?)
}

async fn end(
    mut writes: Transaction<'_>,
    act: &Act<'_>,
    what: AuditedChange,
) -> Result<(), StaffError> {
    act.log(&mut writes, what).map_err(ActError::from)?;
    let saved = writes.commit().await.map_err(ActError::from)?;
    Ok(saved.map_err(ActError::from)?)
}
