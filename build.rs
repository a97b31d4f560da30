//! How the program is linked.

#[allow(
    clippy::disallowed_methods,
    reason = "cargo speaks to a build script through the environment"
)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let cargo = |key: &str| std::env::var(key).unwrap_or_default();
    let usual = cargo("CARGO_CFG_TARGET_OS") == "linux"
        && cargo("CARGO_CFG_TARGET_ENV") == "gnu"
        && !cargo("CARGO_CFG_TARGET_FEATURE").contains("crt-static");
    // A program at a fixed address: what otherwise is patched at each start (some 7,000 addresses)
    // is settled when it is linked. It starts a tenth of a millisecond sooner and is 165 KB
    // smaller. What random addresses defend against needs a slip in memory, and `unsafe` is
    // forbidden here.
    if usual {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
