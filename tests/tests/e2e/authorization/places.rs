//! A good credential in the wrong place is none.

use serde_json::Value;
use tests::TestApp;

use super::{
    callers::Caller,
    rows::{Who, rows},
    world::World,
};

/// Where a token can be put that no route looks at.
#[derive(Debug)]
enum Place {
    /// A query parameter.
    Query(&'static str),
    /// A header, and what stands in it before the token.
    Header(&'static str, &'static str),
}

const PLACES: [Place; 14] = [
    Place::Query("access_token"),
    Place::Query("token"),
    Place::Query("authorization"),
    Place::Header("x-access-token", ""),
    Place::Header("x-authorization", "Bearer "),
    Place::Header("x-amz-security-token", ""),
    Place::Header("proxy-authorization", "Bearer "),
    Place::Header("cookie", "access_token="),
    Place::Header("cookie", "authorization=Bearer "),
    Place::Header("cookie", "tkt_refresh="),
    Place::Header("authorization", ""),
    Place::Header("authorization", "Basic "),
    Place::Header("authorization", "Token "),
    Place::Header("authorization", "DPoP "),
];

#[tokio::test]
async fn an_access_token_counts_in_its_own_header_only() {
    let world = World::new(TestApp::start().await).await;
    let nobody = Caller::nobody();
    for row in rows().filter(|row| !matches!(row.who, Who::Anyone | Who::Widget)) {
        let subject = world.subject(row.about).await;
        for place in &PLACES {
            let path = row.path(&subject);
            let request = match place {
                Place::Query(name) => {
                    world.request_to(&format!("{path}?{name}={}", world.owner), row, &nobody)
                }
                Place::Header(name, before) => world
                    .request_to(&path, row, &nobody)
                    .header(*name, format!("{before}{}", world.owner)),
            };
            let request = match (row.body)(&subject) {
                Value::Null => request,
                body => request.json(&body),
            };
            let answer = world.app.send(request).await;
            assert_eq!(
                answer.status, 401,
                "{} with {place:?}: {}",
                row.route, answer.body
            );
        }
    }
}
