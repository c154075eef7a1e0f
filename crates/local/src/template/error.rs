/// Why a template could not be read. `at` is the path of the property, from the top of the file.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The text is not YAML.
    #[error("the template is not valid YAML: {0}")]
    Yaml(String),
    /// The text is YAML without a single document.
    #[error("the template is empty")]
    Empty,
    /// A property that the local stack needs is absent.
    #[error("{at}: this property is missing")]
    Missing {
        /// Where it should stand.
        at: String,
    },
    /// A property has another type than it should.
    #[error("{at}: expected {expected}")]
    WrongType {
        /// Where it stands.
        at: String,
        /// What should stand there.
        expected: &'static str,
    },
    /// A property has a value that the local stack cannot act on.
    #[error("{at}: {reason}")]
    Unsupported {
        /// Where it stands.
        at: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An intrinsic function that the local stack does not know.
    #[error("{at}: the intrinsic function {name} is not known to the local stack")]
    UnknownIntrinsic {
        /// Where it stands.
        at: String,
        /// Its name in the long form.
        name: String,
    },
    /// A reference to a resource, parameter, attribute or condition that does not exist here.
    #[error("{at}: {name} does not name anything that the local stack knows")]
    UnknownReference {
        /// Where it stands.
        at: String,
        /// What it refers to.
        name: String,
    },
    /// A parameter without a default for which no value was handed in.
    #[error("Parameters.{0}: no value was given and there is no default")]
    NoParameterValue(String),
    /// An event type that the local stack has no trigger for.
    #[error("{at}: the event type {kind} is not known to the local stack")]
    UnknownEvent {
        /// Where it stands.
        at: String,
        /// The type's name.
        kind: String,
    },
}
