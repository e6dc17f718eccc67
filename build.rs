//! The plugins are embedded in the program, so a new file among them must cause a build; and how
//! the program is linked.
#![expect(clippy::disallowed_macros, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo::rerun-if-changed=plugins");
    println!("cargo::rerun-if-changed=migrations");
    // A dozen native hooks start this program for every page. At a fixed address the linker has
    // done what would else be done to 30,000 addresses at each start, which halves its page faults.
    // The libraries, the heap and the stacks are placed at random all the same.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
