use std::collections::BTreeMap;
use std::env::consts::ARCH;
use std::path::PathBuf;

use clap::Args;

use super::ForTests;
use crate::lambda::Endpoints;
use crate::template::Local;

/// E-mail recipients a second; a laptop's mailbox has no quota.
const SEND_RATE: u32 = 500;
/// The first owner, also of a stack that starts empty.
const OWNER: &str = "owner@example.com";
const SENDER: &str = "tkt <support@tkt.example>";

/// How a system is started.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The port of the HTTP front; 0 takes a free one
    #[arg(long, default_value_t = 4000)]
    pub port: u16,
    /// The folder that keeps everything over a restart
    #[arg(long, default_value = ".local")]
    pub data: PathBuf,
    /// The SAM template
    #[arg(long, default_value = "template.yaml")]
    pub template: PathBuf,
    /// The folder of the built pages; without it their addresses say how to build them
    #[arg(long, value_name = "FOLDER")]
    pub site: Option<PathBuf>,
    /// The folder of the function binaries; that of this program when it is not given
    #[arg(long)]
    pub bin_dir: Option<PathBuf>,
    /// Use the DynamoDB at this URL
    #[arg(long, value_name = "URL")]
    pub dynamodb: Option<String>,
    /// Use the SQS at this URL
    #[arg(long, value_name = "URL")]
    pub sqs: Option<String>,
    /// Use the SES at this URL
    #[arg(long, value_name = "URL")]
    pub ses: Option<String>,
    /// Start a new data folder without demo data
    #[arg(long)]
    pub empty: bool,
    /// Limit ticket creation for 127.0.0.1 too
    #[arg(long)]
    pub strict_limits: bool,
    /// Let agents sign in by the OpenID provider at this URL, too
    #[arg(long, value_name = "URL", requires = "oidc_audience")]
    pub oidc_issuer: Option<String>,
    /// What the OpenID provider calls this system
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    pub oidc_audience: Option<String>,
    /// End when standard input ends
    #[arg(long)]
    pub end_with_stdin: bool,
    /// What only tests need
    #[command(flatten)]
    pub tests: ForTests,
}

impl Options {
    /// Where the function binaries lie: cargo puts them beside this program.
    pub(super) fn binaries(&self) -> PathBuf {
        let beside = || std::env::current_exe().ok()?.parent().map(PathBuf::from);
        self.bin_dir.clone().or_else(beside).unwrap_or_default()
    }

    /// What the template is resolved with.
    pub(super) fn local(&self, url: &str, endpoints: &Endpoints) -> Local {
        let architecture = if ARCH == "aarch64" { "arm64" } else { ARCH };
        let unlimited = if self.strict_limits { "" } else { "127.0.0.1" };
        let parameters = [
            ("Architecture", architecture.to_owned()),
            ("OwnerEmail", OWNER.to_owned()),
            ("SenderAddress", SENDER.to_owned()),
            ("PublicUrl", url.to_owned()),
            ("SendRate", SEND_RATE.to_string()),
            ("UnlimitedAddress", unlimited.to_owned()),
            ("OidcIssuer", self.oidc_issuer.clone().unwrap_or_default()),
            (
                "OidcAudience",
                self.oidc_audience.clone().unwrap_or_default(),
            ),
        ];
        let parameters = parameters.map(|(name, value)| (name.to_owned(), value));
        let mut parameters = BTreeMap::from(parameters);
        parameters.extend(self.tests.parameters.iter().cloned());
        Local {
            parameters,
            stack_name: self.tests.stack_name.clone(),
            sqs_endpoint: endpoints.sqs.trim_end_matches('/').to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        options: Options,
    }

    const ISSUER: [&str; 2] = ["--oidc-issuer", "http://127.0.0.1:4011"];
    const AUDIENCE: [&str; 2] = ["--oidc-audience", "dashboard"];

    fn parsed(options: &[[&str; 2]]) -> Result<Local, clap::Error> {
        let cli = Cli::try_parse_from(["local"].iter().chain(options.as_flattened()))?;
        Ok(cli
            .options
            .local("http://127.0.0.1:4000", &Endpoints::default()))
    }

    #[test]
    fn an_openid_provider_and_our_name_there_reach_the_template_together() {
        let both = parsed(&[ISSUER, AUDIENCE]).unwrap().parameters;
        assert_eq!(both["OidcIssuer"], ISSUER[1]);
        assert_eq!(both["OidcAudience"], AUDIENCE[1]);
        let none = parsed(&[]).unwrap().parameters;
        assert_eq!(none["OidcIssuer"], "");
        assert_eq!(none["OidcAudience"], "");
        assert!(parsed(&[ISSUER]).is_err());
        assert!(parsed(&[AUDIENCE]).is_err());
    }
}
