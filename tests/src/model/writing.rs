//! Steps that change something.

use serde_json::{Value, json};

use super::{
    call::{Call, Checked, Mismatch, Refusal, check_header, check_json, check_status},
    people::{Agent, Workspace},
    run::{Meanwhile, Run},
    step::{Basis, Which},
    ticket::Ticket,
};

/// Who changes which ticket, and from where the change starts.
type Change = (Agent, Which, Basis);

impl Run<'_> {
    pub(super) async fn create(&mut self, by: Agent, body: &Value, keyed: bool) -> Checked {
        let workspace = by.workspace();
        let call = Call::new("POST", "/api/ticket").by(by).json(body);
        let call = self.keyed(call, keyed);
        let meanwhile = Meanwhile::begin();
        let answer = self.send(&call).await;
        if body["category"] == "nonsense" {
            return Refusal::of_field("category").check(&answer);
        }
        if !is_known(workspace, &body["assigned_to"]) {
            self.world.burn_a_number(workspace);
            return Refusal::of_field("assigned_to").check(&answer);
        }
        check_status(&answer, 201)?;
        let number = self.world.next_number(workspace);
        let at = meanwhile.moment(&answer.body["created_at"])?;
        let ticket = Ticket::created((workspace, by.email()), body, &number, &at);
        check_json(&answer.body, &ticket.fields)?;
        check_header(&answer, "location", &format!("/api/ticket/{number}"))?;
        check_header(&answer, "etag", "\"1\"")?;
        self.world.add(ticket);
        self.keep(call, &answer);
        Ok(())
    }

    pub(super) async fn raise(&mut self, at: Workspace, body: &Value, keyed: bool) -> Checked {
        let mut sent = body.clone();
        sent["bot_token"] = at.widget_token().into();
        let call = Call::new("POST", "/api/tickets/create").json(&sent);
        let call = self.keyed(call, keyed);
        let meanwhile = Meanwhile::begin();
        let answer = self.send(&call).await;
        check_status(&answer, 201)?;
        let number = self.world.next_number(at);
        check_json(
            &answer.body,
            &json!({ "ticket_id": number, "status": "open" }),
        )?;
        self.keep(call, &answer);
        // The widget is not told the time. An agent is.
        let agent = match at {
            Workspace::Demo => Agent::DemoOwner,
            Workspace::Other => Agent::OtherOwner,
        };
        let look = Call::new("GET", format!("/api/ticket/{number}")).by(agent);
        let detail = self.send(&look).await;
        let created_at = meanwhile.moment(&detail.body["created_at"])?;
        let ticket = Ticket::raised(at, body, &number, &created_at);
        self.world.add(ticket);
        self.look(agent, &number).await
    }

    /// The answer comes again, whatever became of the ticket.
    pub(super) async fn repeat(&mut self, nth: usize, altered: bool) -> Checked {
        let Some((call, first)) = self.kept.get(nth % self.kept.len().max(1)) else {
            return Ok(());
        };
        let (mut call, first) = (call.clone(), first.clone());
        if !altered {
            let answer = self.send(&call).await;
            check_status(&answer, 201)?;
            return check_json(&answer.body, &first);
        }
        let words = ["title", "issue", "body"];
        if let Some(body) = &mut call.body
            && let Some(field) = words.into_iter().find(|field| !body[field].is_null())
        {
            body[field] = "Something else.".into();
        }
        let answer = self.send(&call).await;
        Refusal::KEY_REUSED.check(&answer)
    }

    pub(super) async fn edit(&mut self, change: Change, fields: &Value) -> Checked {
        let (by, _, basis) = change;
        let (number, call) = self.change("PUT", "", change);
        let meanwhile = Meanwhile::begin();
        let answer = self.send(&call.json(fields)).await;
        if let Some(field) = wrong_field(fields) {
            return Refusal::of_field(field).check(&answer);
        }
        let Some(ticket) = self.world.find_mut(by.workspace(), &number) else {
            return Refusal::NO_TICKET.check(&answer);
        };
        if !basis.holds() {
            return Refusal::STALE.check(&answer);
        }
        let changes = ticket.changes(fields);
        let assigns = |change: &&Value| change["field"] == "assigned_to";
        let assigned = changes.iter().find(assigns).map(|change| &change["to"]);
        if assigned.is_some_and(|email| !is_known(by.workspace(), email)) {
            return Refusal::of_field("assigned_to").check(&answer);
        }
        check_status(&answer, 200)?;
        if !changes.is_empty() {
            let at = meanwhile.moment(&answer.body["updated_at"])?;
            ticket.edit(&changes, by.email(), &at);
        }
        check_json(&answer.body, &ticket.fields)?;
        check_header(&answer, "etag", &format!("\"{}\"", ticket.version()))
    }

    pub(super) async fn write(&mut self, change: Change, message: &Value, keyed: bool) -> Checked {
        let (by, _, basis) = change;
        let (number, call) = self.change("POST", "/messages", change);
        let call = self.keyed(call.json(message), keyed);
        let meanwhile = Meanwhile::begin();
        let mut answer = self.send(&call).await;
        let Some(ticket) = self.world.find_mut(by.workspace(), &number) else {
            return Refusal::NO_TICKET.check(&answer);
        };
        if !basis.holds() {
            return Refusal::STALE.check(&answer);
        }
        check_status(&answer, 201)?;
        let at = meanwhile.moment(&answer.body["at"])?;
        ticket.write(message, by.email(), &at);
        let version = ticket.version();
        let event = ticket.events.last().cloned().unwrap_or_default();
        self.keep(call, &answer);
        let mut told = super::run::without_mails_states(json!([answer.body.take()]))?;
        check_json(&told[0].take(), &event)?;
        check_header(&answer, "etag", &format!("\"{version}\""))
    }

    pub(super) async fn delete(&mut self, change: Change) -> Checked {
        let (by, _, basis) = change;
        let (number, call) = self.change("DELETE", "", change);
        let answer = self.send(&call).await;
        let Some(ticket) = self.world.find_mut(by.workspace(), &number) else {
            return Refusal::NO_TICKET.check(&answer);
        };
        if !basis.holds() {
            return Refusal::STALE.check(&answer);
        }
        check_status(&answer, 204)?;
        if !answer.body.is_null() {
            return Err(Mismatch(vec![format!("a body: {}", answer.body)]));
        }
        ticket.deleted = true;
        Ok(())
    }

    /// The number that is meant, and a request that changes its ticket.
    fn change(&self, method: &'static str, path: &str, change: Change) -> (String, Call) {
        let (by, which, basis) = change;
        let number = self.world.number(which);
        let ticket = self.world.find(by.workspace(), &number);
        let if_match = basis.if_match(ticket.map_or(1, Ticket::version));
        let call = Call::new(method, format!("/api/ticket/{number}{path}"));
        (number, call.by(by).header("if-match", if_match))
    }
}

/// The field that no ticket may have like this, whatever ticket it is.
fn wrong_field(fields: &Value) -> Option<&'static str> {
    let never_null = ["title", "description", "status", "category"].into_iter();
    let is_null = |field: &&str| fields.get(field).is_some_and(Value::is_null);
    let is_unknown = fields["category"] == "nonsense";
    never_null
        .clone()
        .find(is_null)
        .or(is_unknown.then_some("category"))
}

/// Whether a ticket may be given to them: to nobody, or to an agent of the workspace.
fn is_known(workspace: Workspace, assignee: &Value) -> bool {
    assignee
        .as_str()
        .is_none_or(|email| workspace.employs(email))
}
