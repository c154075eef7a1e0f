//! Every kind of mail, made of texts that people typed.

use domain::{
    agent::Role,
    edit::{Edit, Visibility},
    event::Event,
    job::Recipient,
    sign_in::Applicant,
    text::{Category, Description, PersonName, Phone, Title},
    ticket::{Customer, NewTicket, Status},
    workspace::{Limits, Settings},
};
use local::services::ses::StoredMail;
use store::Store;
use testkit::samples::{
    OWNER, agent, email, raised_by_a_visitor, settings, workspace, written_by_an_agent,
};

use crate::{
    agents::status,
    invitations, sign_ins,
    support::{Stack, batch_of},
};

/// A kind of mail. Those "for a visitor" are about a ticket that came by the widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    NewTicket,
    Confirmation,
    Created,
    Updated,
    Resolved,
    Answered,
    UpdatedForVisitor,
    ResolvedForVisitor,
    AnsweredForVisitor,
    RetitledForVisitor,
    SignInCode,
    Invitation,
}

/// A text that somebody types and that might reach a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Workspace,
    Support,
    Inviter,
    Name,
    Address,
    Phone,
    Title,
    Issue,
    Category,
    Answer,
    Notes,
    Ids,
}

/// What was typed, field by field.
#[derive(Debug, Clone)]
pub(crate) struct Typed([&'static str; Field::ALL.len()]);

impl Field {
    pub(crate) const ALL: [Self; 12] = [
        Self::Workspace,
        Self::Support,
        Self::Inviter,
        Self::Name,
        Self::Address,
        Self::Phone,
        Self::Title,
        Self::Issue,
        Self::Category,
        Self::Answer,
        Self::Notes,
        Self::Ids,
    ];
}

impl Default for Typed {
    fn default() -> Self {
        Self([
            "Acme",
            "help@acme.example",
            OWNER,
            "Carla",
            "carla@customer.example",
            "+39 06 1234",
            "Refund",
            "It is broken.",
            "billing",
            "Hello",
            "Mended.",
            "u-7",
        ])
    }
}

impl Typed {
    pub(crate) fn with(mut self, field: Field, text: &'static str) -> Self {
        self.0[field as usize] = text;
        self
    }

    fn the(&self, field: Field) -> &'static str {
        self.0[field as usize]
    }

    fn settings(&self) -> Settings {
        Settings {
            name: PersonName::parse(self.the(Field::Workspace)).unwrap(),
            support_address: Some(email(self.the(Field::Support))),
            limits: Limits {
                confirmations_per_recipient: u32::MAX,
                ..Limits::default()
            },
            ..settings()
        }
    }

    fn customer(&self) -> Customer {
        Customer {
            name: PersonName::parse(self.the(Field::Name)).unwrap(),
            email: email(self.the(Field::Address)),
            phone: Some(Phone::parse(self.the(Field::Phone)).unwrap()),
        }
    }

    /// By the widget, which makes the title of the visitor's name.
    fn raised(&self) -> NewTicket {
        let title = format!("Support Issue from {}", self.the(Field::Name));
        NewTicket {
            title: Title::parse(&title).unwrap(),
            description: Description::parse(self.the(Field::Issue)).unwrap(),
            customer: self.customer(),
            user_id: Some(self.the(Field::Ids).to_owned().try_into().unwrap()),
            session_id: Some(self.the(Field::Ids).to_owned().try_into().unwrap()),
            ..raised_by_a_visitor()
        }
    }

    fn written(&self) -> NewTicket {
        NewTicket {
            title: Title::parse(self.the(Field::Title)).unwrap(),
            category: self.category(),
            description: Description::parse(self.the(Field::Issue)).unwrap(),
            customer: self.customer(),
            ..written_by_an_agent()
        }
    }

    /// Everything but the title, in a ticket that stays closed, so that its notes are told.
    fn edit(&self) -> Edit {
        Edit {
            description: Some(Description::parse(self.the(Field::Issue)).unwrap()),
            category: self.category(),
            status: Some(Status::Closed),
            resolution_notes: self.notes(),
            ..Edit::default()
        }
    }

    fn retitle(&self) -> Edit {
        Edit {
            title: Some(Title::parse(self.the(Field::Title)).unwrap()),
            ..self.edit()
        }
    }

    fn resolution(&self) -> Edit {
        Edit {
            resolution_notes: self.notes(),
            ..status(Status::Resolved)
        }
    }

    fn category(&self) -> Option<Category> {
        Some(Category::parse(self.the(Field::Category)).unwrap())
    }

    fn notes(&self) -> Option<Option<Description>> {
        Some(Some(Description::parse(self.the(Field::Notes)).unwrap()))
    }
}

impl Kind {
    pub(crate) fn is_of_a_ticket(self) -> bool {
        !matches!(self, Self::SignInCode | Self::Invitation)
    }

    pub(crate) fn subject(self, number: &str) -> String {
        let words = match self {
            Self::NewTicket => return format!("New Support Ticket #{number}"),
            Self::SignInCode => return "Your sign-in code".to_owned(),
            Self::Invitation => return "Invitation to a support workspace".to_owned(),
            Self::Confirmation | Self::Created => "Reference",
            Self::Updated | Self::UpdatedForVisitor | Self::RetitledForVisitor => "Update",
            Self::Resolved | Self::ResolvedForVisitor => "Resolved",
            Self::Answered | Self::AnsweredForVisitor => "Answer",
        };
        format!("Support Ticket {words}: {number}")
    }

    /// Who gets it, and who an answer to it.
    pub(crate) fn addresses(self, typed: &Typed) -> (String, Option<String>) {
        let [customer, support] = [Field::Address, Field::Support].map(|f| typed.the(f).to_owned());
        match self {
            Self::NewTicket => (OWNER.to_owned(), Some(customer)),
            Self::SignInCode => (customer, None),
            _ => (customer, Some(support)),
        }
    }
}

impl Stack {
    /// Lets happen what brings the mail, to the `n`-th ticket or as the `n`-th act, and returns it.
    pub(crate) async fn mail_of(&mut self, kind: Kind, n: u32, typed: &Typed) -> StoredMail {
        // Settings are kept for a minute, by each function for itself.
        let (client, table) = (self.table.client().clone(), self.table.name());
        self.app.store = Store::new(client, table.to_owned());
        self.put_settings(typed.settings()).await;
        let job = match kind {
            Kind::SignInCode => {
                let address = email(typed.the(Field::Address));
                let ask = self.ask(u128::from(n), |request| {
                    request.applicant = Some(Applicant {
                        email: address.clone(),
                        workspace: Some(workspace("w1")),
                    });
                });
                sign_ins::job(&ask.await.0)
            }
            Kind::Invitation => {
                let [by, to] = [Field::Inviter, Field::Address].map(|field| typed.the(field));
                invitations::job(&self.invite_as(n, by, to).await)
            }
            _ => return self.mail_of_a_ticket(kind, n, typed).await,
        };
        assert_eq!(self.hand_over(batch_of(&[job])).await, 0);
        self.ses.mails().await.pop().unwrap()
    }

    async fn mail_of_a_ticket(&self, kind: Kind, n: u32, typed: &Typed) -> StoredMail {
        let event = self.event_of(kind, n, typed).await;
        let owners = match kind {
            Kind::NewTicket => vec![agent("o1", OWNER, Role::Owner)],
            _ => Vec::new(),
        };
        let mut jobs = event.jobs(&owners);
        if kind == Kind::NewTicket {
            jobs.retain(|job| job.to != Recipient::Visitor);
        }
        let [job] = &jobs[..] else {
            panic!("one mail, not {jobs:?}");
        };
        assert_eq!(self.hand_over(batch_of(std::slice::from_ref(job))).await, 0);
        self.ses.mails().await.pop().unwrap()
    }

    async fn event_of(&self, kind: Kind, n: u32, typed: &Typed) -> Event {
        let harmless = |new: NewTicket| NewTicket {
            title: Title::parse("Before").unwrap(),
            ..new
        };
        let new = match kind {
            Kind::Updated => harmless(written_by_an_agent_for(typed)),
            Kind::Created | Kind::Resolved | Kind::Answered => typed.written(),
            _ => typed.raised(),
        };
        let created = self.save(n, new).await;
        match kind {
            Kind::Updated | Kind::RetitledForVisitor => self.edit(&created, typed.retitle()).await,
            Kind::UpdatedForVisitor => self.edit(&created, typed.edit()).await,
            Kind::Resolved | Kind::ResolvedForVisitor => {
                self.edit(&created, typed.resolution()).await
            }
            Kind::Answered | Kind::AnsweredForVisitor => {
                let answer = typed.the(Field::Answer);
                self.write(&created, answer, Visibility::Public).await
            }
            _ => created,
        }
    }
}

/// Another category and text than the edit gives it, so that both change.
fn written_by_an_agent_for(typed: &Typed) -> NewTicket {
    NewTicket {
        customer: typed.customer(),
        category: None,
        ..written_by_an_agent()
    }
}
