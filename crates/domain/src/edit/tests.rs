use proptest::prelude::*;

use super::*;
use crate::{
    agent::Role,
    number::TicketNumber,
    text::PersonName,
    ticket::{Customer, NewTicket, Source},
};

#[test]
fn an_edit_that_changes_nothing_is_no_change() {
    let (ticket, texts) = raised();
    let same = Edit {
        title: Some(ticket.title.clone()),
        status: Some(Status::Open),
        assigned_to: Some(None),
        resolution_notes: Some(None),
        ..Edit::default()
    };
    assert_eq!(same.apply(&ticket, &texts, &agent(), later(1)), None);
}

#[test]
fn an_address_in_another_case_is_no_change() {
    let (ticket, texts) = raised();
    let assign = |email: &str| Edit {
        assigned_to: Some(Some(email.parse().unwrap())),
        ..Edit::default()
    };
    let changed = assign("agent@example.com").apply(&ticket, &texts, &agent(), later(1));
    let ticket = changed.unwrap().ticket;
    let again = assign("Agent@Example.COM").apply(&ticket, &texts, &agent(), later(2));
    assert_eq!(again, None);
}

#[test]
fn each_changed_field_is_told_with_both_values() {
    let (ticket, texts) = raised();
    let edit = Edit {
        status: Some(Status::InProgress),
        priority: Some(Priority::Urgent),
        category: Some(Category::parse("billing").unwrap()),
        ..Edit::default()
    };
    let changed = edit.apply(&ticket, &texts, &agent(), later(1)).unwrap();
    let expected = EventKind::Changed {
        changes: vec![
            Change::Status {
                from: Status::Open,
                to: Status::InProgress,
            },
            Change::Priority {
                from: Priority::Medium,
                to: Priority::Urgent,
            },
            Change::Category {
                from: None,
                to: Category::parse("billing").unwrap(),
            },
        ],
    };
    assert_eq!(changed.event.kind, expected);
    assert_eq!(changed.event.by, Some(agent().email));
    assert_eq!((changed.ticket.version, changed.texts), (2, None));
    assert_eq!(changed.ticket.updated_at, later(1));
}

#[test]
fn resolving_sets_the_time_closing_keeps_it_and_anything_else_clears_it() {
    let (ticket, texts) = raised();
    let mut ticket = ticket;
    let mut seen = Vec::new();
    for (minute, status) in [
        (1, Status::Resolved),
        (2, Status::Closed),
        (3, Status::Resolved),
        (4, Status::Pending),
        (5, Status::Closed),
        (6, Status::Open),
    ] {
        let edit = Edit {
            status: Some(status),
            ..Edit::default()
        };
        ticket = edit
            .apply(&ticket, &texts, &agent(), later(minute))
            .unwrap()
            .ticket;
        seen.push(ticket.resolved_at);
    }
    let (first, second) = (Some(later(1)), Some(later(3)));
    assert_eq!(seen, [first, first, second, None, None, None]);
}

#[test]
fn notes_reach_the_mail_only_of_a_ticket_that_is_resolved_or_closed() {
    let (ticket, texts) = raised();
    let notes = Description::parse("Sent a new invoice.").unwrap();
    let early = Edit {
        resolution_notes: Some(Some(notes.clone())),
        ..Edit::default()
    };
    let early = early.apply(&ticket, &texts, &agent(), later(1)).unwrap();
    assert_eq!(early.event.snapshot.unwrap().resolution_notes, None);
    let texts = early.texts.unwrap();
    assert_eq!(texts.resolution_notes, Some(notes.clone()));

    let resolved = Edit {
        status: Some(Status::Resolved),
        ..Edit::default()
    };
    let resolved = resolved.apply(&early.ticket, &texts, &agent(), later(2));
    let snapshot = resolved.unwrap().event.snapshot.unwrap();
    assert_eq!(snapshot.resolution_notes, Some(notes));
}

#[test]
fn a_visitors_title_is_the_visitors_until_an_agent_writes_another() {
    let (ticket, texts) = raised();
    assert!(ticket.visitors_title);
    let status = Edit {
        status: Some(Status::Pending),
        ..Edit::default()
    };
    let ticket = status.apply(&ticket, &texts, &agent(), later(1)).unwrap();
    assert!(ticket.ticket.visitors_title);
    let title = Edit {
        title: Some(Title::parse("Wrong invoice").unwrap()),
        ..Edit::default()
    };
    let titled = title.apply(&ticket.ticket, &texts, &agent(), later(2));
    let titled = titled.unwrap();
    assert!(!titled.ticket.visitors_title && !titled.event.snapshot.unwrap().visitors_title);
}

#[test]
fn the_first_answer_is_timed_and_a_note_is_not() {
    let (ticket, _) = raised();
    let body = || MessageText::parse("Which invoice is it?").unwrap();
    let noted = ticket.with_message(body(), Visibility::Internal, &agent(), later(1));
    assert_eq!(noted.ticket.first_response_at, None);
    assert_eq!((noted.event.snapshot, noted.ticket.version), (None, 2));
    let answer = |ticket: &Ticket, minute| {
        ticket
            .with_message(body(), Visibility::Public, &agent(), later(minute))
            .ticket
    };
    let first = answer(&noted.ticket, 2);
    let second = answer(&first, 3);
    assert_eq!(first.first_response_at, Some(later(2)));
    assert_eq!(second.first_response_at, Some(later(2)));
    assert_eq!((second.version, second.updated_at), (4, later(3)));
}

#[test]
fn a_deletion_keeps_nothing_of_the_ticket() {
    let (ticket, _) = raised();
    let event = ticket.deletion(&agent(), later(1));
    assert_eq!((event.kind, event.snapshot), (EventKind::Deleted, None));
}

#[test]
fn time_never_runs_backwards_in_a_ticket() {
    let (ticket, texts) = raised();
    let edit = Edit {
        priority: Some(Priority::Low),
        ..Edit::default()
    };
    let changed = edit.apply(&ticket, &texts, &agent(), later(-10)).unwrap();
    assert_eq!(changed.ticket.updated_at, ticket.updated_at);
    assert_eq!(changed.event.at, ticket.updated_at);
}

proptest! {
    /// Whatever is edited: the changes, laid over the ticket as it was, give the ticket as it is.
    #[test]
    fn the_changes_tell_the_whole_difference(edits in proptest::collection::vec(edit(), 1..12)) {
        let (mut ticket, mut texts) = raised();
        for (minute, edit) in (1..).zip(edits) {
            let changed = edit.clone().apply(&ticket, &texts, &agent(), later(minute));
            let Some(changed) = changed else {
                prop_assert!(edit.clone().apply(&ticket, &texts, &agent(), later(99)).is_none());
                continue;
            };
            let EventKind::Changed { changes } = &changed.event.kind else { panic!("a change") };
            let after = changed.texts.clone().unwrap_or_else(|| texts.clone());
            prop_assert_eq!(replayed(&ticket, &texts, changes), (seen(&changed.ticket), after.clone()));
            prop_assert_eq!(changed.ticket.version, ticket.version + 1);
            let resolved = changed.ticket.resolved_at.is_some();
            prop_assert!(!resolved || changed.ticket.status.shows_notes());
            prop_assert!(changed.ticket.status != Status::Resolved || resolved);
            prop_assert!(edit.apply(&changed.ticket, &after, &agent(), later(99)).is_none());
            (ticket, texts) = (changed.ticket, after);
        }
    }
}

type Seen = (
    Title,
    Status,
    Priority,
    Option<Category>,
    Option<EmailAddress>,
);

fn seen(ticket: &Ticket) -> Seen {
    (
        ticket.title.clone(),
        ticket.status,
        ticket.priority,
        ticket.category.clone(),
        ticket.assigned_to.clone(),
    )
}

fn replayed(ticket: &Ticket, texts: &Texts, changes: &[Change]) -> (Seen, Texts) {
    let (mut head, mut texts) = (seen(ticket), texts.clone());
    for change in changes.iter().cloned() {
        match change {
            Change::Title { from, to } => assert_eq!(std::mem::replace(&mut head.0, to), from),
            Change::Status { from, to } => assert_eq!(std::mem::replace(&mut head.1, to), from),
            Change::Priority { from, to } => assert_eq!(std::mem::replace(&mut head.2, to), from),
            Change::Category { from, to } => {
                assert_eq!(head.3.replace(to), from);
            }
            Change::AssignedTo { from, to } => {
                assert_eq!(std::mem::replace(&mut head.4, to), from);
            }
            Change::Description { from, to } => {
                assert_eq!(std::mem::replace(&mut texts.description, to), from);
            }
            Change::ResolutionNotes { from, to } => {
                assert_eq!(std::mem::replace(&mut texts.resolution_notes, to), from);
            }
        }
    }
    (head, texts)
}

fn edit() -> impl Strategy<Value = Edit> {
    let text = || proptest::sample::select(vec!["one", "two", "three"]);
    let long = move || text().prop_map(|text| Description::parse(text).unwrap());
    let status = proptest::sample::select(Status::ALL.to_vec());
    let priority = proptest::sample::select(vec![Priority::Low, Priority::Urgent]);
    let assignee = proptest::option::of(text())
        .prop_map(|name| name.map(|name| format!("{name}@example.com").parse().unwrap()));
    (
        proptest::option::of(text().prop_map(|text| Title::parse(text).unwrap())),
        proptest::option::of(long()),
        proptest::option::of(status),
        proptest::option::of(priority),
        proptest::option::of(text().prop_map(|text| Category::parse(text).unwrap())),
        proptest::option::of(assignee),
        proptest::option::of(proptest::option::of(long())),
    )
        .prop_map(|fields| Edit {
            title: fields.0,
            description: fields.1,
            status: fields.2,
            priority: fields.3,
            category: fields.4,
            assigned_to: fields.5,
            resolution_notes: fields.6,
        })
}

fn raised() -> (Ticket, Texts) {
    let new = NewTicket {
        title: Title::parse("Support Issue from Maria").unwrap(),
        description: Description::parse("Two amounts.").unwrap(),
        priority: Priority::Medium,
        category: None,
        customer: Customer {
            name: PersonName::parse("Maria").unwrap(),
            email: "maria@example.com".parse().unwrap(),
            phone: None,
        },
        conversation_id: None,
        user_id: None,
        session_id: None,
        created_by: None,
        assigned_to: None,
        source: Source::Widget,
    };
    let number: TicketNumber = "TKT-00001".parse().unwrap();
    let created = new.numbered(agent().workspace, number, later(0));
    (created.ticket, created.texts)
}

fn agent() -> SignedIn {
    SignedIn {
        workspace: "w1".to_owned().try_into().unwrap(),
        id: "a1".to_owned().try_into().unwrap(),
        email: "agent@example.com".parse().unwrap(),
        role: Role::Agent,
    }
}

/// A moment, so many minutes after the ticket's birth.
fn later(minutes: i64) -> UtcTime {
    let birth: jiff::Timestamp = "2024-01-15T09:30:00Z".parse().unwrap();
    UtcTime::from(birth).plus(jiff::SignedDuration::from_mins(minutes))
}
