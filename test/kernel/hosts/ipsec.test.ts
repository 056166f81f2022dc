import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configureAs, configureBoth, twoHosts, UNDERLAY } from '../support/hosts.ts';
import type { Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, assertUnreachable } from '../support/traffic.ts';

const CIPHER = "aead 'rfc4106(gcm(aes))' 0x0123456789012345678901234567890123456789 128";

/**
 * ESP in tunnel mode between the ends of a cable, for what is selected by `by` (a mark or an interface), as an IKE daemon
 * would install it.
 */
function installIpsec(
  hosts: readonly [Namespace, Namespace],
  net: string,
  by: string,
  stateBy: string,
): void {
  for (const [i, host] of hosts.entries()) {
    const [own, other] = [`${net}${i + 1}`, `${net}${2 - i}`];
    const any = net.includes(':') ? '::/0' : '0.0.0.0/0';
    host.sh(`
      ip xfrm state add src ${net}1 dst ${net}2 proto esp spi 1 reqid 5 mode tunnel ${stateBy} ${CIPHER}
      ip xfrm state add src ${net}2 dst ${net}1 proto esp spi 2 reqid 5 mode tunnel ${stateBy} ${CIPHER}
    `);
    for (const inner of ['0.0.0.0/0', '::/0'].filter((each) => by.startsWith('if_id') || each === any)) {
      host.sh(`
        ip xfrm policy add dir out src ${inner} dst ${inner} ${by} tmpl src ${own} dst ${other} proto esp reqid 5 mode tunnel
        ip xfrm policy add dir in src ${inner} dst ${inner} ${by} tmpl src ${other} dst ${own} proto esp reqid 5 mode tunnel
      `);
    }
  }
}

/** Packets that the states of a host have handled. */
const handled = (host: Namespace): number =>
  [...host.sh('ip -s xfrm state').matchAll(/lifetime current:\s+\d+\(bytes\), (\d+)\(packets\)/g)].reduce(
    (sum, [, packets]) => sum + Number(packets),
    0,
  );

test('an XFRM interface encrypts what is routed to it', { skip: without('xfrm') }, async (t) => {
  const hosts = await twoHosts(t);
  const text = `
    ${UNDERLAY}
    xfrm-interfaces: {ipsec0: {id: 42, link: eth0, mtu: 1400, addresses: [10.0.0.{N}/24, "fd00::{N}/64"]}}
  `;
  await configureBoth(hosts, text);
  const [a, b] = hosts;
  assertUnreachable(a, '10.0.0.2');
  installIpsec(hosts, '192.0.2.', 'if_id 42', 'if_id 42 flag af-unspec');
  await assertReaches(a, '10.0.0.2', { size: 1372 });
  await assertReaches(b, 'fd00::1');
  assertTransfers(a, b, '10.0.0.2');
  assert.ok(handled(a) > 10 && handled(b) > 10);
  // States and policies are of nobody's concern here; another id is, and no policy has it.
  await configureBoth(hosts, text);
  await assertReaches(a, '10.0.0.2');
  await configureAs(b, 2, text.replace('id: 42', 'id: 43'));
  assertUnreachable(a, '10.0.0.2');
});

for (const [mode, net, inner] of [
  ['vti', '192.0.2.', '10.0.0.'],
  ['vti6', '2001:db8::', 'fd00::'],
] as const) {
  test(`${mode}: what is routed to the tunnel is encrypted by the policies with its key`, {
    skip: without(mode),
  }, async (t) => {
    const hosts = await twoHosts(t);
    const text = `
      ${UNDERLAY}
      tunnels:
        ipsec0:
          mode: ${mode}
          local: "${net}{N}"
          remote: "${net}{M}"
          key: 42
          mtu: 1400
          addresses: ["${inner}{N}/${mode === 'vti' ? 24 : 64}"]
    `;
    await configureBoth(hosts, text);
    const [a, b] = hosts;
    assertUnreachable(a, `${inner}2`);
    installIpsec(hosts, net, 'mark 42', '');
    await assertReaches(a, `${inner}2`, { size: 1300 });
    assertTransfers(b, a, `${inner}1`);
    assert.ok(handled(a) > 10 && handled(b) > 10);
    await configureBoth(hosts, text);
    await assertReaches(b, `${inner}1`);
    await configureAs(b, 2, text.replace('key: 42', 'key: 43'));
    assertUnreachable(a, `${inner}2`);
  });
}
