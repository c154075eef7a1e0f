//! Prints the API's description. `cargo xtask openapi` writes it to `openapi.yaml`.

fn main() -> anyhow::Result<()> {
    print!("{}", openapi::yaml()?);
    Ok(())
}
