//! Small JSON documents over HTTP.
//!
//! By the HTTP client of the AWS SDK, which every function has anyway, with its TLS. It follows no
//! redirect, so that nobody but the settings says where we look.

use std::{sync::OnceLock, time::Duration};

use aws_smithy_http_client::{
    Connector,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::{
    client::{
        http::{HttpConnector, HttpConnectorSettings},
        orchestrator::HttpRequest,
        result::ConnectorError,
    },
    http::HttpError,
};
use axum::body::{Body, Bytes, to_bytes};
use tokio::time::timeout;

/// The largest document, in bytes. Sets of a dozen keys with their certificates have 50,000.
const MAX_BYTES: usize = 256 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// For one document, from the first byte sent to the last received. A sign-in needs two of them, in
/// less than the 25 seconds that the function has, and the table needs some of those.
const TIMEOUT: Duration = Duration::from_secs(4);

/// Fetches documents, by a client that is made when the first one is asked for.
#[derive(Default)]
pub(super) struct Fetcher(OnceLock<Connector>);

/// Why a document was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Its address is not one.
    #[error("the address cannot be asked")]
    Address(#[from] HttpError),
    /// The connection failed.
    #[error("the connection failed")]
    Connection(#[from] ConnectorError),
    /// It took too long.
    #[error("there was no whole answer within {} s", TIMEOUT.as_secs())]
    TooSlow,
    /// It was answered, but not with the document. A redirect is such an answer, too.
    #[error("the answer was {0}")]
    Status(u16),
    /// The answer broke off, or is larger than it may be.
    #[error("the answer broke off, or is larger than {MAX_BYTES} bytes")]
    Body(#[source] axum::Error),
}

impl Fetcher {
    /// What lies at an address.
    pub(super) async fn get(&self, url: &str) -> Result<Bytes, FetchError> {
        let working = self.answer(url);
        timeout(TIMEOUT, working)
            .await
            .map_err(|_| FetchError::TooSlow)?
    }

    async fn answer(&self, url: &str) -> Result<Bytes, FetchError> {
        let mut request = HttpRequest::get(url)?;
        request.headers_mut().insert("accept", "application/json");
        let mut response = self.connector().call(request).await?;
        match response.status().as_u16() {
            200 => {
                let body = Body::new(response.take_body());
                to_bytes(body, MAX_BYTES).await.map_err(FetchError::Body)
            }
            other => Err(FetchError::Status(other)),
        }
    }

    fn connector(&self) -> &Connector {
        self.0.get_or_init(|| {
            let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT_TIMEOUT);
            // No connection is kept: an hour later it would be dead, and its request lost with it.
            Connector::builder()
                .pool_max_idle_per_host(0)
                .connector_settings(settings.build())
                .tls_provider(Provider::Rustls(CryptoMode::Ring))
                .build()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::HashSet,
        net::SocketAddr,
        sync::{Arc, Mutex},
    };

    use axum::{Router, extract::ConnectInfo, http::StatusCode, response::Redirect, routing::get};
    use rstest::rstest;
    use tokio::net::TcpListener;

    use super::*;

    /// The address of a server on this machine.
    async fn serve(router: Router) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        url
    }

    #[tokio::test]
    async fn a_document_is_fetched() {
        let router = Router::new().route("/keys", get(async || "{}"));
        let url = format!("{}/keys", serve(router).await);
        assert_eq!(Fetcher::default().get(&url).await.unwrap(), "{}");
    }

    #[rstest]
    #[case::missing("/nothing", "the answer was 404")]
    #[case::failing("/failing", "the answer was 500")]
    #[case::elsewhere("/elsewhere", "the answer was 307")]
    #[case::huge("/huge", "the answer broke off, or is larger than 262144 bytes")]
    #[case::no_address("", "the connection failed")]
    #[tokio::test]
    async fn anything_else_is_refused(#[case] path: &str, #[case] expected: &str) {
        let router = Router::new()
            .route("/failing", get(async || StatusCode::INTERNAL_SERVER_ERROR))
            .route("/elsewhere", get(async || Redirect::temporary("/huge")))
            .route("/huge", get(async || " ".repeat(MAX_BYTES + 1)));
        let url = match path {
            // Nobody listens there.
            "" => "http://127.0.0.1:1".to_owned(),
            path => format!("{}{path}", serve(router).await),
        };
        let error = Fetcher::default().get(&url).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    #[tokio::test]
    async fn no_connection_is_kept() {
        let peers = Arc::<Mutex<HashSet<SocketAddr>>>::default();
        let seen = Arc::clone(&peers);
        let note = async move |ConnectInfo(peer): ConnectInfo<SocketAddr>| {
            seen.lock().unwrap().insert(peer);
        };
        let url = serve(Router::new().route("/", get(note))).await;
        let fetcher = Fetcher::default();
        for _ in 0..2 {
            fetcher.get(&url).await.unwrap();
        }
        assert_eq!(peers.lock().unwrap().len(), 2);
    }

    // Time is not waited for: where nothing else is left to do, the clock goes on to the timeout.
    #[tokio::test(start_paused = true)]
    async fn whoever_never_answers_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = tokio::time::Instant::now();
        let error = Fetcher::default().get(&url).await.unwrap_err();
        assert_eq!(error.to_string(), "there was no whole answer within 4 s");
        assert!(asked.elapsed() < Duration::from_secs(5));
    }
}
