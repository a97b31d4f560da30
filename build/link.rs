//! How the program is linked.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A program at a fixed address: what otherwise is patched at each start (some 7,000 addresses) is
/// settled when it is linked. It starts a tenth of a millisecond sooner and is 165 KB smaller. What
/// random addresses defend against needs a slip in memory, and `unsafe` is forbidden here.
pub(crate) fn link() {
    let cargo = |key: &str| std::env::var(key).unwrap_or_default();
    let usual = cargo("CARGO_CFG_TARGET_OS") == "linux"
        && cargo("CARGO_CFG_TARGET_ENV") == "gnu"
        && !cargo("CARGO_CFG_TARGET_FEATURE").contains("crt-static");
    if usual {
        println!("cargo::rustc-link-arg-bins=-no-pie");
        if can_link(&["-C", &["link-arg=", FOLD].concat()]) {
            println!("cargo::rustc-link-arg-bins={FOLD}");
        }
        if can_link(&["-l", UNWIND]) {
            println!("cargo::rustc-link-lib={UNWIND}");
        }
    }
}

/// Functions whose machine code is the same are kept once: forty kilobytes. The linker that comes
/// with Rust can do it, those of some systems cannot.
const FOLD: &str = "-Wl,--icf=all";

/// What unwinds the stack, as a part of the program: a library less to load is a tenth of a millisecond
/// less to wait at each start.
const UNWIND: &str = "static:-bundle=gcc_eh";

/// Whether a program can be linked with these arguments, as this one will be.
fn can_link(arguments: &[&str]) -> bool {
    let given = |key: &str| std::env::var_os(key).filter(|value| !value.is_empty());
    let (Some(rustc), Some(out)) = (given("RUSTC"), given("OUT_DIR")) else {
        return false;
    };
    let (source, program) = (
        Path::new(&out).join("empty.rs"),
        Path::new(&out).join("empty"),
    );
    fs::write(&source, "fn main() {}\n").unwrap();
    let mut command = Command::new(rustc);
    command.arg(source).arg("-o").arg(program);
    command.args(arguments);
    command.args(
        given("TARGET")
            .iter()
            .flat_map(|target| ["--target".as_ref(), target.as_os_str()]),
    );
    if let Some(linker) = given("RUSTC_LINKER") {
        command
            .arg("-C")
            .arg(format!("linker={}", linker.display()));
    }
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    command.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    command.output().is_ok_and(|done| done.status.success())
}
