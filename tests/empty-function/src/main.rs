//! What any function over `lambda_http` costs before it does something: `cargo xtask bench init`
//! reads the size and the start of the real ones as a ratio to this one.

use lambda_http::{Body, Error, Request, Response, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(empty)).await
}

async fn empty(_request: Request) -> Result<Response<Body>, Error> {
    Ok(Response::new(Body::Empty))
}
