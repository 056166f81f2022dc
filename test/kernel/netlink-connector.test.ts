import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NETLINK, NetlinkError, subscribeProcesses } from '../../src/netlink/index.ts';

/** Whether a kernel's socket of the family is in this network namespace: it has port id 0. */
const isThere = (family: number): boolean =>
  new RegExp(`^\\S+ +${family} +0 `, 'm').test(readFileSync('/proc/net/netlink', 'utf8'));

const skip =
  !isThere(NETLINK.CONNECTOR) && 'the connector is in the initial network namespace only (CONFIG_CONNECTOR)';

test('a process is heard of from its beginning to its end', { skip }, async (t) => {
  const events = subscribeProcesses();
  t.after(() => events.close());
  const { pid, status } = spawnSync('sh', ['-c', 'exec sh -c "exit 3"']);
  assert.equal(status, 3);
  const heard: string[] = [];
  for await (const event of events) {
    assert.equal(event.overrun, undefined);
    if (!('event' in event)) break;
    if (event.event === 'fork' && event.childTgid === pid) heard.push('fork');
    else if ('processTgid' in event && event.processTgid === pid) heard.push(event.event);
    if (event.event !== 'exit' || event.processTgid !== pid) continue;
    assert.equal(event.exitCode, 3 << 8);
    break;
  }
  assert.deepEqual(
    heard.filter((event) => event !== 'comm'),
    ['fork', 'exec', 'exec', 'exit'],
  );
});

test('elsewhere there is nobody to listen to', { skip: skip === false && 'this is where it is' }, () => {
  assert.throws(
    () => subscribeProcesses(),
    (error) => error instanceof NetlinkError && ['ECONNREFUSED', 'EPROTONOSUPPORT'].includes(error.code),
  );
});
