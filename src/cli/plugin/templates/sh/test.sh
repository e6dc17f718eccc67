#!/bin/sh
# Runs the plugin on a small page, as `tacklebox archive` would, and looks at what it said and left.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

said=$(tacklebox hook run --json --keep --set {{NAME}}_GREETING=Ahoy "$here") || true
value() { printf '%s\n' "$said" | sed -n "s/^ *\"$1\": \"\(.*\)\",*\$/\1/p" | tail -n 1; }
data=$(value data)
trap 'rm -rf "$data"' EXIT
fail() { printf 'FAILED: %s\n%s\n' "$1" "$said" >&2; exit 1; }

[ "$(value status)" = succeeded ] || fail "it did not succeed"
[ "$(value output_str)" = greeting.txt ] || fail "it said something else"
grep -q '^Ahoy, http' "$(value snapshot_dir)/{{name}}/greeting.txt" || fail "greeting.txt says something else"
echo "all is well"
