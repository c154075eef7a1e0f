use std::collections::BTreeSet;

use domain::{
    text::{Category, PersonName, Title},
    ticket::{Customer, NewTicket, Priority, Status},
    time::UtcTime,
    workspace::WorkspaceId,
};
use futures_util::{StreamExt, stream};
use jiff::SignedDuration;
use store::Store;
use testkit::samples::{email, time, written_by_an_agent};

use super::{AGENT, BUSY};

/// Saves tickets of all kinds, behind the functions' backs: they are older than any that a function
/// can make.
pub(super) async fn fill(store: &Store, workspace: &str, first: u32, count: u32) {
    let workspace = &WorkspaceId::try_from(workspace.to_owned()).unwrap();
    let saved = (0..count).map(|n| save(store, workspace, first, n));
    let numbers: BTreeSet<u32> = stream::iter(saved).buffer_unordered(16).collect().await;
    assert_eq!(numbers.len(), count as usize);
}

async fn save(store: &Store, workspace: &WorkspaceId, first: u32, n: u32) -> u32 {
    let start = time("2024-01-15T09:30:00Z");
    let after = |minutes: u32| -> UtcTime { start.plus(SignedDuration::from_mins(minutes.into())) };
    let pick = |count: usize| fastrand::usize(..count);
    let is_busy = n % 5 < 3;
    let new = NewTicket {
        title: Title::parse(&format!("Wrong invoice {n}")).unwrap(),
        category: (pick(3) > 0).then(|| Category::parse("billing").unwrap()),
        customer: Customer {
            name: PersonName::parse("Vera").unwrap(),
            email: email(&if is_busy {
                BUSY.to_owned()
            } else {
                format!("c{n}@customer.example")
            }),
            phone: None,
        },
        ..written_by_an_agent()
    };
    let number = format!("TKT-{}", first + n).parse().unwrap();
    // Three share each moment.
    let mut created = new.numbered(workspace.clone(), number, after(n / 3));
    let ticket = &mut created.ticket;
    ticket.status = Status::ALL[pick(5)];
    ticket.priority = Priority::ALL[pick(4)];
    ticket.updated_at = after(n / 3 + fastrand::u32(..500));
    if workspace.as_str() == "demo" && pick(3) == 0 {
        ticket.assigned_to = Some(email(AGENT));
    }
    store
        .insert_ticket(workspace, &created, None)
        .await
        .unwrap();
    n
}
