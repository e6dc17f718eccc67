#!/bin/sh
# Greets the page. It is started once for each page, in a directory of its own: what it writes here is kept.
# With "required_plugins": ["dom"] in config.json, "$SNAP_DIR/dom/output.html" is the page as scripts left it.
set -eu

echo "${{NAME}}_GREETING, $URL" > greeting.txt

# Prints a record, a JSON object on a line; every other line is log. A hook that exits with another code than 0 has failed.
tacklebox result succeeded greeting.txt
