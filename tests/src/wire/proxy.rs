//! Carrying calls over.

use std::{future::pending, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tokio::{
    net::TcpListener,
    time::{sleep, timeout},
};

use super::{
    Call, Fault, Shared,
    hold::{Hold, Side},
    lock,
    peer::Ends,
};

/// How long a call is kept back by [`Fault::Hang`].
const HANG: Duration = Duration::from_secs(3);
/// How long a call waits until its wire leads anywhere.
const PATIENCE: Duration = Duration::from_secs(30);
/// DynamoDB's largest batch is 16 MB.
const LARGEST: usize = 32 * 1024 * 1024;

/// A request as it is passed on.
struct Parcel {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let router = Router::new().fallback(accept).with_state(shared);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .await
        .expect("the wire's server runs until its end");
}

/// Carries a call in a task of its own: the service must do its part though the caller is gone.
async fn accept(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let call = Call::read(shared.service, &head.uri, &head.headers, &body);
    let ends = Ends {
        caller,
        wire: shared.address,
    };
    let parcel = Parcel {
        method: head.method,
        uri: head.uri,
        headers: head.headers,
        body,
    };
    match tokio::spawn(carry(shared, call, ends, parcel)).await {
        Ok(Some(answer)) => answer,
        // Silence until the caller has had enough.
        _ => pending().await,
    }
}

/// Brings the answer back, if there is to be one.
async fn carry(shared: Arc<Shared>, call: Call, ends: Ends, parcel: Parcel) -> Option<Response> {
    let hold = lock(&shared.holds).take(&call);
    let fault = match (&hold, &mut *lock(&shared.injector)) {
        (None, Some(injector)) => injector.decide(&call),
        _ => None,
    };
    let index = lock(&shared.records).add(&call, fault);
    if let Some(answer) = fault.and_then(|fault| fault.answer(shared.service, &call)) {
        return Some(answer);
    }
    if fault == Some(Fault::Hang) {
        sleep(HANG).await;
    }
    let (before, after): (Option<Hold>, Option<Hold>) = match hold {
        Some(hold) if hold.side == Side::Before => (Some(hold), None),
        hold => (None, hold),
    };
    pass(before, &call, ends).await?;
    let answer = forward(&shared, parcel).await;
    lock(&shared.records).answered(index, answer.status().as_u16());
    if fault == Some(Fault::LoseAnswer) {
        return None;
    }
    pass(after, &call, ends).await?;
    Some(answer)
}

/// Waits where the test holds the call. None when the call is lost there.
async fn pass(hold: Option<Hold>, call: &Call, ends: Ends) -> Option<()> {
    match hold {
        None => Some(()),
        Some(hold) => hold.stop(call, ends).await.then_some(()),
    }
}

/// Asks the service. One that is away is a bad gateway to the caller.
async fn forward(shared: &Shared, parcel: Parcel) -> Response {
    let mut upstream = shared.upstream.subscribe();
    let known = timeout(PATIENCE, upstream.wait_for(Option::is_some)).await;
    let Some(upstream) = known.ok().and_then(Result::ok).and_then(|url| url.clone()) else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let path = parcel
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let mut headers = parcel.headers;
    headers.remove(header::HOST);
    let request = shared
        .client
        .request(parcel.method, format!("{upstream}{path}"))
        .headers(headers)
        .body(parcel.body);
    match request.send().await {
        Ok(answer) => answered(answer).await,
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

async fn answered(answer: reqwest::Response) -> Response {
    let status = answer.status();
    let mut headers = answer.headers().clone();
    headers.remove(header::TRANSFER_ENCODING);
    headers.remove(header::CONNECTION);
    let Ok(body) = answer.bytes().await else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
