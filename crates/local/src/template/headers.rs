//! The headers of a policy: what CloudFront adds to the files that have it.

use super::TemplateError;
use super::node::Node;

/// A header's name in lower case, and its value.
pub type Header = (String, String);

/// Reads a response headers policy.
pub(super) fn read(resource: &Node<'_>) -> Result<Vec<Header>, TemplateError> {
    let properties = resource.need("Properties")?;
    let config = properties.need("ResponseHeadersPolicyConfig")?;
    let mut headers = Vec::new();
    for (part, _) in properties.entries_of("ResponseHeadersPolicyConfig")? {
        match part.as_str() {
            "Name" | "Comment" => {}
            "CorsConfig" => headers.push(cross_origin(&config.need("CorsConfig")?)?),
            "SecurityHeadersConfig" => {
                for (name, settings) in config.entries_of("SecurityHeadersConfig")? {
                    headers.push(security_header(&name, &settings)?);
                }
            }
            "CustomHeadersConfig" => {
                for item in config.need("CustomHeadersConfig")?.list_of("Items")? {
                    let name = item.need("Header")?.text()?;
                    headers.push((name.to_lowercase(), item.need("Value")?.text()?));
                }
            }
            _ => return Err(config.unsupported(format!("{part} is not known to the local stack"))),
        }
    }
    Ok(headers)
}

/// CloudFront sends this one where a request names its origin. Here every answer has it: all ports of a
/// machine are one site, whose pages share what the browser keeps, and a copy without it, which the demo
/// shop had asked for, would be refused to a page of another port. For preflights nobody asks: the files
/// are plain GETs.
fn cross_origin(settings: &Node<'_>) -> Result<Header, TemplateError> {
    let origins = settings
        .need("AccessControlAllowOrigins")?
        .list_of("Items")?;
    let origins = origins
        .iter()
        .map(Node::text)
        .collect::<Result<Vec<_>, _>>()?;
    if origins != ["*"] {
        return Err(
            settings.unsupported("the local stack knows files for every origin, or for none")
        );
    }
    if settings.flag_of("AccessControlAllowCredentials")? {
        return Err(settings.unsupported("a file for every origin takes no credentials"));
    }
    Ok(("access-control-allow-origin".to_owned(), "*".to_owned()))
}

fn security_header(name: &str, settings: &Node<'_>) -> Result<Header, TemplateError> {
    let (header, value) = match name {
        "ContentSecurityPolicy" => ("content-security-policy", settings.need(name)?.text()?),
        "ContentTypeOptions" => ("x-content-type-options", "nosniff".to_owned()),
        "FrameOptions" => ("x-frame-options", settings.need("FrameOption")?.text()?),
        "ReferrerPolicy" => ("referrer-policy", settings.need(name)?.text()?),
        "StrictTransportSecurity" => ("strict-transport-security", transport(settings)?),
        _ => return Err(settings.unsupported("this header is not known to the local stack")),
    };
    Ok((header.to_owned(), value))
}

fn transport(settings: &Node<'_>) -> Result<String, TemplateError> {
    let mut value = format!(
        "max-age={}",
        settings.need("AccessControlMaxAgeSec")?.number()?
    );
    if settings.flag_of("IncludeSubdomains")? {
        value.push_str("; includeSubDomains");
    }
    if settings.flag_of("Preload")? {
        value.push_str("; preload");
    }
    Ok(value)
}
