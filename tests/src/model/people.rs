//! Who takes part: two workspaces, their agents, and customers who write to both.

/// One of the stack's workspaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workspace {
    Demo,
    Other,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agent {
    DemoOwner,
    DemoEmployee,
    OtherOwner,
}

/// Names and addresses of those who have tickets; the first is a customer of the demo data.
pub(super) const CUSTOMERS: [(&str, &str); 4] = [
    ("Maria Keller", "maria@example.com"),
    ("Carla Ruiz", "Carla@Example.com"),
    ("Zoë O'Neill", "zoe+shop@example.com"),
    ("Tom & Söhne", "tom@example.com"),
];

/// Of these, no workspace has an agent.
pub(super) const NOBODY: &str = "nobody@example.com";

impl Workspace {
    pub(super) const ALL: [Self; 2] = [Self::Demo, Self::Other];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Other => "other",
        }
    }

    pub(super) fn widget_token(self) -> &'static str {
        match self {
            Self::Demo => "demo-widget-token",
            Self::Other => "other-widget-token",
        }
    }

    /// Whether it has an agent of this address.
    pub(super) fn employs(self, email: &str) -> bool {
        let mut agents = Agent::ALL.into_iter();
        agents.any(|agent| agent.workspace() == self && same_address(agent.email(), email))
    }
}

impl Agent {
    pub(super) const ALL: [Self; 3] = [Self::DemoOwner, Self::DemoEmployee, Self::OtherOwner];

    pub(super) fn email(self) -> &'static str {
        match self {
            Self::DemoOwner => "owner@example.com",
            Self::DemoEmployee => "agent@example.com",
            Self::OtherOwner => "owner@other.example",
        }
    }

    pub(super) fn workspace(self) -> Workspace {
        match self {
            Self::DemoOwner | Self::DemoEmployee => Workspace::Demo,
            Self::OtherOwner => Workspace::Other,
        }
    }
}

/// Addresses are the same without regard to case and outer spaces.
pub(super) fn same_address(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}
