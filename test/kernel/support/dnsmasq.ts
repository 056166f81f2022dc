import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';

/** Starts dnsmasq on a host's link, without DNS, until the test ends; returns once it serves, with what it has said. */
export async function startDnsmasq(
  t: TestContext,
  host: Namespace,
  link: string,
  options: readonly string[],
): Promise<() => string> {
  const child = spawn(
    'nsenter',
    [
      `--net=${host.path}`,
      'dnsmasq',
      '--no-daemon',
      '--conf-file=/dev/null',
      '--port=0',
      `--interface=${link}`,
      '--bind-interfaces',
      '--no-ping',
      '--user=root',
      `--dhcp-leasefile=${join(host.directory, 'leases')}`,
      ...options,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  t.after(() => void child.kill('SIGKILL'));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/DHCP|router advertisement/.test(said)) resolve();
    });
    child.once('exit', () => reject(new Error(`dnsmasq does not run: ${said}`)));
  });
  return () => said;
}

/** Gets a lease for a link with busybox's udhcpc, once, and sets the address and the default route as its script says. */
export function getLease(host: Namespace, link: string): string {
  const script = join(host.directory, 'udhcpc.sh');
  writeFileSync(
    script,
    `#!/bin/sh
case $1 in
  bound | renew)
    ip address replace $ip/$mask dev $interface valid_lft $lease preferred_lft $lease
    [ -z "$router" ] || ip route replace default via $router dev $interface metric 100 proto dhcp
    ;;
esac
`,
    { mode: 0o755 },
  );
  return host.sh(`busybox udhcpc -i ${link} -n -q -f -t 5 -T 1 -s ${script} 2>&1`);
}
