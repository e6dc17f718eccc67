#!/bin/sh
# Greets the page. It is started once for each page, in a directory of its own: what it writes here is kept.
# With "required_plugins": ["dom"] in config.json, "$SNAP_DIR/dom/output.html" is the page as scripts left it.
set -eu

echo "${{NAME}}_GREETING, $URL" > greeting.txt

# One JSON object on a line is a record; every other line is log. A hook that exits with another code than 0 has failed.
printf '{"type":"ArchiveResult","status":"succeeded","output_str":"greeting.txt"}\n'
