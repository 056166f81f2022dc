import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeNamespace } from '../support/namespace.ts';
import { network } from '../support/network.ts';
import { config, nl } from '../support/program.ts';

/** A window title, red ink, a bell, C1's CSI, a mark that turns the text around. */
const EVIL = '\u001b]0;owned\u0007\u001b[31m\u009b2J\u202egnp';

test('Names and aliases that would drive a terminal are printed as text, whatever the command.', async (t) => {
  const ns = await makeNamespace(t);
  // ESC c resets a terminal.
  const red = '\u001bcred';
  ns.run('ip', 'link', 'add', 'other', 'type', 'veth', 'peer', 'name', red);
  ns.run('ip', 'link', 'set', 'other', 'alias', `nice ${EVIL}`);
  ns.run('ip', 'link', 'set', red, 'alias', 'a\nb\n  + forged');
  ns.run('ip', 'link', 'add', '\u202ebr', 'type', 'bridge');
  const all = network(`
    ethernets:
      other: {alias: mine}
      "\\ecred": {mtu: 1400, alias: mine}
  `);
  const path = config(ns, all);
  // Each run is held to printing nothing that a terminal obeys.
  assert.match(nl(ns, ['show']).stdout, /owned/);
  assert.match(nl(ns, ['show', '--json']).stdout, /owned/);
  assert.match(nl(ns, ['snapshot']).stdout, /owned/);
  const diff = nl(ns, ['diff', path]);
  assert.match(diff.stdout, /\\u\{1b\}cred/);
  assert.doesNotMatch(diff.stdout, /^ {2}\+ forged/m);
  for (const words of [['diff', '--json'], ['--verbose'], [], ['diff']]) nl(ns, [...words, path]);
});

test('What show prints of hostile names is read back as the same configuration.', async (t) => {
  const ns = await makeNamespace(t);
  ns.run('ip', 'link', 'add', 'a"b\'c#d', 'type', 'bridge');
  ns.run('ip', 'link', 'set', 'a"b\'c#d', 'alias', `x: {y} "z" ${EVIL}`);
  ns.run('ip', 'link', 'add', 'yes', 'type', 'bridge');
  ns.run('ip', 'link', 'add', '1e3', 'type', 'bridge');
  ns.run('ip', 'link', 'add', '~', 'type', 'bridge');
  const shown = nl(ns, ['show']).stdout;
  assert.match(shown, /1e3/);
  const path = config(ns, shown);
  const diff = nl(ns, ['diff', path]);
  assert.equal(diff.status, 0, diff.stdout + diff.stderr);
});
