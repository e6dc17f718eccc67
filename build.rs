//! The plugins are embedded in the program; a new file among them must cause a build.

fn main() {
    println!("cargo::rerun-if-changed=plugins");
    println!("cargo::rerun-if-changed=migrations");
}
