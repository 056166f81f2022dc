import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { sshConnectionOf } from '../../src/cli/ssh-connection.ts';

const SAID = '198.51.100.7 50312 192.0.2.1 22';

test("The environment's own SSH_CONNECTION is taken.", () => {
  assert.equal(sshConnectionOf({ SSH_CONNECTION: SAID }), SAID);
});

test('Where it was dropped on the way, the nearest process above that has it knows.', () => {
  const file = new URL('../../src/cli/ssh-connection.js', import.meta.url).href;
  const script = `import('${file}').then(({ sshConnectionOf }) => console.log(sshConnectionOf({})))`;
  const through = `env -u SSH_CONNECTION "$0" -e "$1"; true`;
  const { stdout } = spawnSync('sh', ['-c', through, process.execPath, script], {
    env: { ...process.env, SSH_CONNECTION: SAID },
    encoding: 'utf8',
  });
  assert.equal(stdout, `${SAID}\n`);
});

test('A process that is not there, or has nobody above it, knows nothing.', () => {
  assert.equal(sshConnectionOf({}, 0x7fffffff), undefined);
  assert.equal(sshConnectionOf({}, 1), undefined);
});
