// Runs the plugin on a small page, as `tacklebox archive` would, and looks at what it said and left.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

function run(...options) {
  const command = ['hook', 'run', '--json', '--keep', ...options, __dirname];
  const { stdout, error } = spawnSync('tacklebox', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (error) throw error;
  return JSON.parse(stdout);
}

const shown = run('--set', '{{NAME}}_GREETING=Ahoy');
try {
  assert.strictEqual(shown.result.status, 'succeeded', JSON.stringify(shown, null, 2));
  assert.strictEqual(shown.result.output_str, 'greeting.txt');
  const greeting = fs.readFileSync(path.join(shown.snapshot_dir, '{{name}}', 'greeting.txt'), 'utf8');
  assert.strictEqual(greeting, `Ahoy, ${shown.url}\n`);
  console.log('all is well');
} finally {
  fs.rmSync(shown.data, { recursive: true });
}
