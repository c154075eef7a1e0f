//! Failures on demand: the next so many requests are refused, left hanging or broken.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

/// The faults that wait for a request. Clones are the same.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Vec<Fault>>>);

/// A failure for the next `count` requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// How they fail.
    pub kind: FaultKind,
    /// How many more requests fail; 0, when it is set, takes all faults away.
    pub count: u32,
    /// If given, only requests to this address fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The ways in which SES can fail a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FaultKind {
    /// Too many requests: 429.
    #[serde(alias = "429")]
    Throttle,
    /// SES itself failed: 500.
    #[serde(alias = "5xx", alias = "500")]
    Error,
    /// No answer for 30 seconds, and nothing accepted.
    Hang,
    /// The content was rejected for good: 400.
    Reject,
}

impl Faults {
    /// Adds a fault, in place of an earlier one of its kind and address. A count of 0 takes all faults away.
    pub fn set(&self, fault: Fault) {
        let mut waiting = self.lock();
        if fault.count == 0 {
            waiting.clear();
            return;
        }
        waiting.retain(|other| (other.kind, &other.to) != (fault.kind, &fault.to));
        waiting.push(fault);
    }

    /// What still waits, oldest first.
    pub fn list(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    /// Uses up one failure of the first fault that fits a request to these addresses.
    pub(super) fn take(&self, recipients: &[&str]) -> Option<FaultKind> {
        let mut waiting = self.lock();
        let fits = |fault: &Fault| match &fault.to {
            None => true,
            Some(to) => recipients
                .iter()
                .any(|recipient| recipient.eq_ignore_ascii_case(to)),
        };
        let index = waiting.iter().position(fits)?;
        let fault = &mut waiting[index];
        let kind = fault.kind;
        fault.count -= 1;
        if fault.count == 0 {
            waiting.remove(index);
        }
        Some(kind)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        // The list is whole after every statement, so a panic elsewhere left nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(kind: FaultKind, count: u32, to: Option<&str>) -> Fault {
        Fault {
            kind,
            count,
            to: to.map(str::to_owned),
        }
    }

    #[test]
    fn a_fault_is_used_up_after_its_count() {
        let faults = Faults::default();
        faults.set(fault(FaultKind::Throttle, 2, None));
        let taken: Vec<_> = (0..3).map(|_| faults.take(&["a@example.com"])).collect();
        assert_eq!(
            taken,
            [Some(FaultKind::Throttle), Some(FaultKind::Throttle), None]
        );
    }

    #[test]
    fn a_fault_for_an_address_spares_the_others() {
        let faults = Faults::default();
        faults.set(fault(FaultKind::Reject, 1, Some("A@example.com")));
        assert_eq!(faults.take(&["b@example.com"]), None);
        assert_eq!(faults.take(&["a@example.com"]), Some(FaultKind::Reject));
    }

    #[test]
    fn a_count_of_nothing_takes_every_fault_away() {
        let faults = Faults::default();
        faults.set(fault(FaultKind::Hang, 9, None));
        faults.set(fault(FaultKind::Error, 9, Some("a@example.com")));
        faults.set(fault(FaultKind::Error, 0, None));
        assert_eq!(faults.list(), []);
    }
}
