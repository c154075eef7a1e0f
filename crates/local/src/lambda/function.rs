use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{Notify, oneshot, watch};
use uuid::Uuid;

use super::log::FunctionLog;
use super::pool::{Delivery, Event, Limits, Pool, WrongRequest};
use super::{Endpoints, FunctionReport, HostError, InvokeError, PAYLOAD_LIMIT, Settings, copy};
use crate::lock;
use crate::template::Function;

/// One function: its waiting events and its copies.
pub(super) struct FunctionHost {
    pub(super) function: Function,
    pub(super) program: PathBuf,
    pub(super) runtime_api: SocketAddr,
    pub(super) endpoints: Endpoints,
    pub(super) log: FunctionLog,
    pub(super) limits: Limits,
    pub(super) stop: watch::Sender<bool>,
    pub(super) pool: Mutex<Pool>,
    /// An event waits.
    work: Notify,
    /// A copy has ended.
    pub(super) gone: Notify,
}

impl FunctionHost {
    pub(super) fn new(
        function: &Function,
        settings: &Settings,
        runtime_api: SocketAddr,
    ) -> Result<Self, HostError> {
        super::prepare_logs(settings).map_err(HostError::Io)?;
        let program = settings.bin_dir.join(&function.binary);
        if !program.is_file() {
            return Err(HostError::NoBinary {
                path: program,
                package: function.binary.clone(),
            });
        }
        let log = FunctionLog::open(&settings.log_dir, &function.name).map_err(HostError::Io)?;
        Ok(Self {
            program,
            runtime_api,
            endpoints: settings.endpoints.clone(),
            log,
            limits: Limits {
                copies: settings.maximum_copies,
                timeout: function.timeout,
                init: settings.init,
                idle: settings.idle,
            },
            function: function.clone(),
            stop: watch::Sender::new(false),
            pool: Mutex::default(),
            work: Notify::new(),
            gone: Notify::new(),
        })
    }

    pub(super) async fn invoke(
        self: &Arc<Self>,
        payload: Bytes,
        wait: Duration,
    ) -> Result<Bytes, InvokeError> {
        if payload.len() > PAYLOAD_LIMIT {
            return Err(InvokeError::PayloadTooLarge);
        }
        let (reply, answer) = oneshot::channel();
        let (taken, started) = oneshot::channel();
        let request_id = Uuid::new_v4().to_string();
        {
            let mut pool = lock(&self.pool);
            if pool.stopping {
                return Err(InvokeError::Stopping);
            }
            pool.push(Event {
                request_id,
                payload,
                reply,
                taken,
            });
        }
        self.work.notify_one();
        self.start_copies();
        if tokio::time::timeout(wait, started).await.is_err() {
            return Err(InvokeError::NoFreeCopy);
        }
        answer.await.unwrap_or(Err(InvokeError::Stopping))
    }

    /// Waits for an event for this copy.
    pub(super) async fn next(&self, copy: &str) -> Delivery {
        loop {
            let woken = self.work.notified();
            if let Some(delivery) = lock(&self.pool).take(copy, self.limits) {
                return delivery;
            }
            woken.await;
        }
    }

    pub(super) fn answer(
        &self,
        copy: &str,
        request_id: &str,
        result: Result<Bytes, InvokeError>,
    ) -> Result<(), WrongRequest> {
        if let Err(error) = &result {
            self.log.warn(&format!("request {request_id}: {error}"));
        }
        lock(&self.pool).answer(copy, request_id, result, self.limits)
    }

    /// Starts copies until the waiting events have enough of them.
    pub(super) fn start_copies(self: &Arc<Self>) {
        loop {
            let id = Uuid::new_v4().simple().to_string();
            let changed = {
                let mut pool = lock(&self.pool);
                if !pool.wants_copy(self.limits) {
                    return;
                }
                pool.add(&id, self.limits)
            };
            tokio::spawn(copy::supervise(Arc::clone(self), id, changed));
        }
    }

    pub(super) fn report(&self) -> FunctionReport {
        let pool = lock(&self.pool);
        FunctionReport {
            name: self.function.name.clone(),
            pids: pool.pids(),
            invocations: pool.invocations,
            errors: pool.errors,
        }
    }

    /// Ends all copies and waits until their processes are gone.
    pub(super) async fn stop(&self) {
        lock(&self.pool).stop();
        self.stop.send_replace(true);
        loop {
            let gone = self.gone.notified();
            if lock(&self.pool).is_empty() {
                return;
            }
            gone.await;
        }
    }
}
