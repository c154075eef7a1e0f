//! The kinds of callers, each with what it would send.

use tests::forge::{Forgery, Jwt, Key, SigningKey, forgeries, in_repository};

use super::{repository_keys::pairs, world::World};

/// A kind of credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Nobody,
    WidgetToken,
    /// Of the conversation that the request names, where it names one.
    Visitor,
    VisitorOfAnotherConversation,
    Agent,
    Owner,
    OtherAgent,
    OtherOwner,
    RemovedAgent,
    /// A session's refresh cookie and nothing else.
    Cookie,
    Forged,
}

/// A caller.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) name: String,
    pub(super) class: Class,
    /// What stands after `Authorization: Bearer`.
    pub(super) bearer: Option<String>,
    /// What stands in `Cookie`.
    pub(super) cookie: Option<String>,
    pub(super) is_first_forgery: bool,
}

impl Caller {
    /// Somebody without a credential.
    pub(super) fn nobody() -> Self {
        caller("nobody", Class::Nobody, None)
    }
}

/// Everyone who may try.
pub(super) async fn callers(world: &World) -> Vec<Caller> {
    let other_owner = world.app.token("owner@other.example").await;
    let visitor = world.app.start_chat("Vera", "vera@example.com").await;
    let other_visitor = world.app.start_chat("Vera", "vera@example.com").await;
    let bearers = [
        ("a widget token", Class::WidgetToken, "demo-widget-token"),
        ("the conversation's visitor", Class::Visitor, &visitor.token),
        (
            "the visitor of another conversation",
            Class::VisitorOfAnotherConversation,
            &other_visitor.token,
        ),
        ("an agent", Class::Agent, &world.agent),
        ("an owner", Class::Owner, &world.owner),
        ("another's agent", Class::OtherAgent, &world.other_agent),
        ("another's owner", Class::OtherOwner, &other_owner),
        ("a removed agent", Class::RemovedAgent, &world.removed_agent),
    ];
    let bearers = bearers.map(|(name, class, token)| caller(name, class, Some(token.to_owned())));
    let mut callers = vec![Caller::nobody()];
    callers.extend(bearers);
    callers.push(Caller {
        cookie: Some(world.session().await),
        ..caller("a refresh cookie", Class::Cookie, None)
    });
    callers.extend(forgers(world).await);
    callers
}

async fn forgers(world: &World) -> Vec<Caller> {
    let key = SigningKey::of(&world.app).await;
    let mut forged = forgeries(&world.owner, &key);
    forged.extend(signed_with_a_tracked_key(&world.owner));
    let callers = forged.into_iter().enumerate();
    let callers = callers.map(|(index, Forgery { what, token })| Caller {
        is_first_forgery: index == 0,
        ..caller(&what, Class::Forged, Some(token))
    });
    callers.collect()
}

/// One key found in the repository for each way to sign; `repository_keys` tries them all.
fn signed_with_a_tracked_key(genuine: &str) -> Vec<Forgery> {
    let jwt = Jwt::read(genuine);
    let found = in_repository().into_iter();
    let (pair, candidate) = found
        .filter_map(|candidate| Some((pairs(&candidate.bytes).pop()?, candidate)))
        .next()
        .expect("a candidate in the repository");
    let symmetric = jwt.clone().header("alg", "HS256");
    vec![
        Forgery {
            what: format!("EdDSA with a key found in {}", candidate.place),
            token: jwt.sign(Key::Ed25519(&pair)),
        },
        Forgery {
            what: format!("HS256 with a key found in {}", candidate.place),
            token: symmetric.sign(Key::Hmac(&candidate.bytes)),
        },
    ]
}

fn caller(name: &str, class: Class, bearer: Option<String>) -> Caller {
    Caller {
        name: name.to_owned(),
        class,
        bearer,
        cookie: None,
        is_first_forgery: false,
    }
}
