//! Mails about tickets that were deleted since. What they owed is gone with their events, so the
//! calls say what may have been sent.

use std::collections::BTreeMap;

use crate::history::{
    Act, Action, Creation, Source,
    check::{
        Case,
        changes::of_ticket,
        intents::Intent,
        owed::{MailKey, Subject},
    },
    state::{Ticket, TicketId, text},
};

/// How many mails of each key may have gone out.
pub(super) fn bygone(case: &Case<'_>) -> BTreeMap<MailKey, u64> {
    let mut mails = BTreeMap::new();
    let deleted = case.state.tickets.iter();
    let deleted = deleted.filter(|(_, ticket)| ticket.tombstone().is_some());
    for (id, _) in deleted {
        for customer in customers(case, id, &mut mails) {
            let deeds = of_ticket(case, id);
            let actions = deeds.iter().filter_map(|deed| deed.possible().next());
            for subject in actions.flat_map(subjects) {
                *mails.entry(subject.mail(&customer, id)).or_default() += 1;
            }
        }
    }
    mails
}

/// Whose ticket it may have been. Adds the mails of its creation.
fn customers(case: &Case<'_>, id: &TicketId, mails: &mut BTreeMap<MailKey, u64>) -> Vec<String> {
    let before = case.baseline.tickets.get(id);
    if let Some(head) = before.and_then(Ticket::live) {
        return vec![text(head, "/customer/email").to_owned()];
    }
    let creations = creations(case, id);
    for creation in &creations {
        mails.insert(Subject::Reference.mail(&creation.marker(), id), 1);
        if creation.source == Source::Widget {
            let owners = case.state.owners.iter();
            let owners = owners.filter(|owner| owner.workspace == id.workspace);
            mails.extend(owners.map(|owner| (Subject::New.mail(owner.email, id), 1)));
        }
    }
    creations.iter().map(|creation| creation.marker()).collect()
}

/// The creation that was answered with this number. If none was, any of unknown end may be it.
fn creations<'a>(case: &Case<'a>, id: &TicketId) -> Vec<&'a Creation> {
    let answered = |intent: &&Intent<'_>| intent.acknowledged().as_ref() == Some(id);
    if let Some(intent) = case.intents.iter().find(answered) {
        return intent.creations().collect();
    }
    let open = case
        .intents
        .iter()
        .filter(|intent| intent.workspace == id.workspace && intent.acknowledged().is_none());
    open.flat_map(Intent::creations).collect()
}

/// Which mails an action may have owed. Whether resolving was news, only the event knew.
fn subjects(action: &Action) -> Vec<Subject> {
    match &action.act {
        Act::Edit(body) if body["status"] == "resolved" => {
            vec![Subject::Resolved, Subject::Update]
        }
        Act::Edit(_) => vec![Subject::Update],
        Act::Answer(_) => vec![Subject::Answer],
        Act::Note(_) | Act::Delete => Vec::new(),
    }
}
