#!/bin/sh
# Hands over to the program that is built from src/main.rs. {{NAME}}_BINARY names another one; the test does.
program=${{{NAME}}_BINARY:-$(dirname "$0")/target/release/{{name}}_hook}
if [ ! -x "$program" ]; then
    echo "$program is not there; build it first: cargo build --release --manifest-path '$(dirname "$0")/Cargo.toml'" >&2
    exit 1
fi
exec "$program" "$@"
