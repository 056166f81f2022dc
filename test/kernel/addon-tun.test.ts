import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { loadAddon } from '../../src/netlink/addon.ts';
import { createTun, deleteTun, setTun } from '../../src/netlink/index.ts';

const name = `nlapply-tun-${process.pid}`;
const skip = existsSync('/dev/net/tun') ? false : 'this machine has no /dev/net/tun';

const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8' });

before(() => ip('netns', 'add', name));
after(() => ip('netns', 'delete', name));

interface Shown {
  readonly flags: readonly string[];
  readonly linkinfo: { readonly info_kind: string; readonly info_data: Readonly<Record<string, unknown>> };
}

/** What ip(8) shows of a link in a namespace. */
function shown(netns: string | undefined, link: string): Shown {
  const where = netns === undefined ? [] : ['-n', netns];
  const [found] = JSON.parse(ip(...where, '-d', '-j', 'link', 'show', link)) as Shown[];
  assert.ok(found);
  return found;
}

const has = (netns: string | undefined, link: string): boolean =>
  (JSON.parse(ip(...(netns === undefined ? [] : ['-n', netns]), '-j', 'link')) as { ifname: string }[]).some(
    ({ ifname }) => ifname === link,
  );

test('a tap device is made with all its properties, in another namespace', { skip }, () => {
  const options = {
    name: 'tap%d',
    mode: 'tap',
    multiQueue: true,
    vnetHdr: true,
    owner: 1234,
    group: 4321,
  } as const;
  assert.equal(createTun({ ...options, netns: name }), 'tap0');
  const { linkinfo } = shown(name, 'tap0');
  assert.equal(linkinfo.info_kind, 'tun');
  const { type, pi, vnet_hdr, multi_queue, persist, user, group } = linkinfo.info_data;
  assert.deepEqual([type, pi, vnet_hdr, multi_queue, persist], ['tap', false, true, true, true]);
  assert.deepEqual([user, group].map(String), ['1234', '4321']);
  assert.equal(has(undefined, 'tap0'), false);
  deleteTun({ name: 'tap0', mode: 'tap', multiQueue: true, netns: name });
  assert.equal(has(name, 'tap0'), false);
});

test('a new device gets the index that it is given, unless another has it', { skip }, () => {
  const options = { name: 'tap5', mode: 'tap', netns: name, index: 54321, owner: 4_000_000_000 } as const;
  createTun(options);
  assert.match(ip('-n', name, '-o', 'link', 'show', 'tap5'), /^54321: /);
  assert.equal(String(shown(name, 'tap5').linkinfo.info_data['user']), '4000000000');
  assert.throws(() => createTun({ ...options, name: 'tap6' }), { code: 'EBUSY' });
  assert.equal(has(name, 'tap6'), false);
  setTun({ ...options, index: 54322 });
  assert.match(ip('-n', name, '-o', 'link', 'show', 'tap5'), /^54321: /);
  deleteTun(options);
});

test('a tun device changes its owner and its headers, and keeps what is not given', { skip }, () => {
  createTun({ name: 'tun7', mode: 'tun', group: 54321, netns: name });
  setTun({ name: 'tun7', mode: 'tun', owner: 55, pi: true, netns: name });
  const { type, pi, vnet_hdr, user, group } = shown(name, 'tun7').linkinfo.info_data;
  assert.deepEqual([type, pi, vnet_hdr, String(user), String(group)], ['tun', true, false, '55', '54321']);
  ip('-n', name, 'link', 'delete', 'tun7');
});

test('errors tell the errno, the ioctl and the device', { skip }, () => {
  createTun({ name: 'tun8', mode: 'tun', netns: name });
  const busy = {
    code: 'EBUSY',
    errno: 16,
    syscall: 'ioctl(TUNSETIFF)',
    message: /create the tun device tun8/,
  };
  assert.throws(() => createTun({ name: 'tun8', mode: 'tun', netns: name }), busy);
  assert.throws(() => setTun({ name: 'tun8', mode: 'tap', netns: name }), { code: 'EINVAL' });
  assert.throws(() => setTun({ name: 'tun8', mode: 'tun', multiQueue: true, netns: name }), {
    code: 'EINVAL',
  });
  assert.throws(() => setTun({ name: 'lo', mode: 'tun', netns: name }), { code: 'EINVAL' });
  assert.throws(() => createTun({ name: 'tun8', mode: 'tun', netns: 'no-such' }), {
    code: 'ENOENT',
    syscall: 'open',
    message: /no-such/,
  });
  ip('-n', name, 'link', 'delete', 'tun8');
});

test('what fails halfway leaves no device and no descriptor behind', { skip }, () => {
  const count = (): number => readdirSync('/proc/self/fd').length;
  const own = readlinkSync('/proc/thread-self/ns/net');
  const before = count();
  for (let i = 0; i < 20; i++) {
    assert.throws(() => createTun({ name: 'a/b', mode: 'tun', netns: name }), { code: 'EINVAL' });
    createTun({ name: 'tun9', mode: 'tun', netns: name });
    deleteTun({ name: 'tun9', mode: 'tun', netns: name });
  }
  assert.equal(count(), before);
  assert.equal(has(name, 'tun9'), false);
  assert.equal(readlinkSync('/proc/thread-self/ns/net'), own);
});

test('arguments are checked', () => {
  const { setTun: native } = loadAddon();
  const call = (...args: unknown[]): unknown => Reflect.apply(native, undefined, args);
  assert.throws(() => call(null, 'sixteen-bytes-ab', 1, 0, 0, 0, 1), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => call(null, 'a', 0x1_0000, 0, 0, 0, 1), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => call(null, 'a\0b', 1, 0, 0, 0, 1), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => call(3, 'a', 1, 0, 0, 0, 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => call(null, null, 1, 0, 0, 0, 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => call(null, 'a', 1, 0x8000_0000, 0, 0, 1), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => call(null, 'a', 1, 0, 1.5, 0, 1), { code: 'ERR_OUT_OF_RANGE' });
});
