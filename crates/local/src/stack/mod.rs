//! Puts the system together: services, tables, queues, functions, triggers, and the HTTP front.

mod announce;
mod assembly;
mod error;
mod folder;
mod for_tests;
mod logs;
mod options;
mod sources;
mod upkeep;

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::aws::Services;
use crate::front;
use crate::lambda::{Host, Settings};
use crate::pages;
use crate::services::dynamodb::DynamoDb;
use crate::template;
pub use error::StartError;
use folder::DataFolder;
pub use for_tests::{ForTests, ServicePorts};
pub use logs::keep_logs;
pub use options::Options;
use sources::Shown;

/// A system that answers.
pub struct Running {
    /// Where the front answers.
    pub url: String,
    /// Where the services answer.
    pub services: Services,
    /// What the template describes.
    pub template: template::Stack,
    host: Host,
    tasks: JoinSet<()>,
    dynamodb: Option<DynamoDb>,
    _folder: DataFolder,
}

/// Starts everything and returns when all of it answers.
pub async fn start(options: &Options) -> Result<Running, StartError> {
    let folder = DataFolder::open(&options.data)?;
    let listener = bind(options.port).await?;
    let port = listener.local_addr().map_err(StartError::Socket)?.port();
    let url = format!("http://127.0.0.1:{port}");
    let mut tasks = JoinSet::new();

    eprintln!("starting the services");
    let own = assembly::services(options, &folder, &mut tasks).await?;
    let services = Services::new(own.endpoints.clone());
    let local = options.local(&url, &own.endpoints);
    let template = read_template(options, &local)?;
    assembly::lay_out(&services, &template, own.dynamodb.as_ref()).await?;
    if folder.is_new()? {
        assembly::seed(options, &services, &template).await?;
        folder.mark_filled()?;
    }

    eprintln!("starting the functions");
    let endpoints = options.tests.functions_endpoints(&own.endpoints);
    let settings = Settings::new(options.binaries(), folder.logs(), endpoints);
    let host = Host::start(&template.functions, &settings).await?;
    let positions = assembly::pollers(options, &services, &template, &host, &mut tasks).await?;
    if let Some(dynamodb) = &own.dynamodb {
        tasks.spawn(upkeep::run(dynamodb.guards(), positions));
    }
    let shown = Shown::new(host.clone(), services.clone(), own.mailbox, &template);
    let router = front::router(host.clone(), &template, pages::router(shown));
    serve(listener, router, &mut tasks);
    announce::run(&host, &template).await;
    Ok(Running {
        url,
        services,
        template,
        host,
        tasks,
        dynamodb: own.dynamodb,
        _folder: folder,
    })
}

impl Running {
    /// The Lambda host, to invoke functions and to look at them.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Ends the copies, the pollers and the servers, and closes the databases.
    pub async fn stop(self) {
        let Self {
            host,
            mut tasks,
            dynamodb,
            _folder,
            ..
        } = self;
        host.stop().await;
        tasks.shutdown().await;
        if let Some(dynamodb) = dynamodb {
            dynamodb.stop().await;
        }
    }
}

async fn bind(port: u16) -> Result<TcpListener, StartError> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => StartError::PortTaken(port),
            _ => StartError::Socket(error),
        })
}

fn read_template(
    options: &Options,
    local: &template::Local,
) -> Result<template::Stack, StartError> {
    let path = &options.template;
    let text = std::fs::read_to_string(path)
        .map_err(|error| StartError::TemplateFile(path.clone(), error))?;
    options.tests.check_parameters(&text)?;
    let template = template::Stack::read(&text, local)?;
    options.tests.check_functions(&template)?;
    Ok(template)
}

/// Serves in the background, telling handlers who the peer is.
fn serve(listener: TcpListener, router: Router, tasks: &mut JoinSet<()>) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tasks.spawn(async move {
        if let Err(error) = axum::serve(listener, service).await {
            tracing::error!(%error, "an HTTP server stopped");
        }
    });
}
