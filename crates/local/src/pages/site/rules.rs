//! Which file an address means, and how long a file is kept: `PagePaths` in template.yaml and
//! web/tools/publish say the same, and tests/site/cases.json holds all three to it.

const DASHBOARD: &str = "/dashboard/index.html";
const TRACKER: &str = "/track-ticket/index.html";

/// The page at `/`, which in the cloud leads to the tracker.
pub(super) const SHOP: &str = "/demo/index.html";

/// The file of an address. One that is no page's is a file's own.
pub(super) fn file_of(address: &str) -> &str {
    match address {
        "/track-ticket" | "/track-ticket/" => TRACKER,
        "/dashboard" => DASHBOARD,
        "/dashboard/icon.svg" => address,
        _ if address.starts_with("/dashboard/assets/") => address,
        _ if address.starts_with("/dashboard/") => DASHBOARD,
        _ => address,
    }
}

/// Whether the file is one of the pages.
pub(super) fn is_a_page(file: &str) -> bool {
    [DASHBOARD, TRACKER].contains(&file)
}

/// A file below `assets` has a hash of its content in its name.
pub(super) fn cache_control(file: &str) -> &'static str {
    if file.contains("/assets/") {
        "public, max-age=31536000, immutable"
    } else if file == "/widget.js" {
        "public, max-age=300"
    } else {
        "no-cache"
    }
}

pub(super) fn content_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
