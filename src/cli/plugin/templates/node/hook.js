#!/usr/bin/env node
// Greets the page. It is started once for each page, in a directory of its own: what it writes there is kept.
// With "required_plugins": ["dom"] in config.json, `${process.env.SNAP_DIR}/dom/output.html` is the page as scripts left it.
const fs = require('fs');

const { URL: url, {{NAME}}_GREETING: greeting } = process.env;
fs.writeFileSync('greeting.txt', `${greeting}, ${url}\n`);

// One JSON object on a line is a record; every other line is log. An exception ends the hook with 1, and it has failed.
console.log(JSON.stringify({ type: 'ArchiveResult', status: 'succeeded', output_str: 'greeting.txt' }));
