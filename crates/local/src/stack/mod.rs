//! Puts the system together: services, tables, queues, functions, triggers, and the HTTP front.

mod announce;
mod assembly;
mod error;
mod folder;
mod for_tests;
mod logs;
mod mappings;
mod options;
mod sources;
mod time;
mod upkeep;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::aws::Services;
use crate::front;
use crate::lambda::{Host, Settings};
use crate::pages::{self, Site};
use crate::services::clock::MovableClock;
use crate::services::dynamodb::DynamoDb;
use crate::template;
pub use error::StartError;
use folder::DataFolder;
pub use for_tests::{ForTests, ServicePorts};
pub use logs::keep_logs;
use mappings::Mappings;
pub use options::Options;
use sources::Shown;
use time::Time;
use upkeep::Upkeep;

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
    let clock = MovableClock::open(folder.file("clock.json"))?;
    let own = assembly::services(options, &folder, &clock, &mut tasks).await?;
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
    let mappings = Mappings {
        options,
        services: &services,
        template: &template,
        host: &host,
        clock: &clock,
    };
    let positions = mappings.start(&mut tasks).await?;
    let upkeep = own.dynamodb.as_ref().map(|dynamodb| {
        Arc::new(Upkeep {
            guards: dynamodb.guards(),
            tables: positions,
            clock: clock.clone(),
        })
    });
    if let Some(upkeep) = upkeep.clone() {
        tasks.spawn(upkeep.run());
    }
    let time = Time {
        clock,
        queues: own.queues,
        upkeep,
        own_ses: options.ses.is_none(),
    };
    let shown = Shown::new(host.clone(), services.clone(), own.mailbox, time, &template);
    let site = Site::new(options.site.clone(), &template.edge_headers)?;
    let router = front::router(host.clone(), &template, pages::router(shown, site));
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
