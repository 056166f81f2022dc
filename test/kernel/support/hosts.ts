import { writeFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import type { ApplyOptions, ApplyResult } from '../../../src/engine/index.ts';
import { applyInOneRun } from './apply.ts';
import { makeNamespace, type Namespace } from './namespace.ts';
import { network } from './network.ts';

/**
 * Makes a namespace that stands for a host. Duplicate addresses are not looked for: that would take a second for every
 * IPv6 address.
 */
export async function makeHost(t: TestContext): Promise<Namespace> {
  const host = await makeNamespace(t);
  // By the shell itself: each program that is started takes its time.
  host.sh('cd /proc/sys/net/ipv6/conf/default; echo 0 >accept_dad; echo 0 >router_solicitations');
  return host;
}

/** Two hosts with cables between links of the same names, by default one, eth0. */
export async function twoHosts(
  t: TestContext,
  ...links: readonly string[]
): Promise<readonly [Namespace, Namespace]> {
  const [a, b] = [await makeHost(t), await makeHost(t)];
  for (const link of links.length === 0 ? ['eth0'] : links) join(a, link, b, link);
  return [a, b];
}

/** Two hosts with a third between them: `a`'s eth0 to its left, `b`'s eth0 to its right. */
export async function hostsAround(
  t: TestContext,
): Promise<{ readonly a: Namespace; readonly middle: Namespace; readonly b: Namespace }> {
  const [a, middle, b] = [await makeHost(t), await makeHost(t), await makeHost(t)];
  join(a, 'eth0', middle, 'left');
  join(b, 'eth0', middle, 'right');
  return { a, middle, b };
}

/** Joins two hosts by a cable: a veth pair with an end in each, which are down until somebody configures them. */
export function join(a: Namespace, link: string, b: Namespace, other: string): void {
  a.sh(`ip link add ${link} type veth peer name ${other} netns ${processOf(b)}`);
}

/**
 * The same with NICs that look like hardware (netdevsim); they are named in the order in which they come: eth0, eth1, …
 */
export function joinNics(t: TestContext, a: Namespace, b: Namespace): void {
  const ends = [a, b].map((host) => {
    const before = new Set(indexes(host));
    const id = ++lastNic;
    // The kernel gives a device to the namespace of whoever asks for it, and to the first one when that goes.
    host.sh(`echo '${id} 1' >/sys/bus/netdevsim/new_device`);
    t.after(() => writeFileSync('/sys/bus/netdevsim/del_device', `${id}`));
    return indexes(host).find((index) => !before.has(index));
  });
  a.sh(`
    exec 3<${a.path} 4<${b.path}
    echo '3:${ends[0]} 4:${ends[1]}' >/sys/bus/netdevsim/link_device
  `);
}

/** Numbers of devices are for the whole kernel, and tests run side by side. */
let lastNic = process.pid * 100;

const indexes = (host: Namespace): readonly unknown[] => host.ip('link').map(({ ifindex }) => ifindex);

/** The process that a namespace lives by. */
export const processOf = (host: Namespace): string => host.path.split('/')[2] ?? '';

/** Sections of a configuration applied to a host, in one run. */
export const configure = (
  host: Namespace,
  sections: string,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> => applyInOneRun(host, network(sections), options);

/** The same text for both hosts but for the number of the host: `{N}` is 1 here and 2 there, `{M}` the other one's. */
export async function configureBoth(
  [a, b]: readonly [Namespace, Namespace],
  sections: string,
): Promise<void> {
  await configureAs(a, 1, sections);
  await configureAs(b, 2, sections);
}

/** A text applied to a host of a certain number. */
export const configureAs = (host: Namespace, number: number, sections: string): Promise<ApplyResult> =>
  configure(host, sections.replaceAll('{N}', `${number}`).replaceAll('{M}', `${3 - number}`));

/** Lets a host pass packets on, and say so each time when it does not. */
export function forward(host: Namespace): void {
  host.sh(`
    cd /proc/sys/net
    echo 1 >ipv4/ip_forward; echo 1 >ipv6/conf/all/forwarding
    echo 0 >ipv4/icmp_ratelimit; echo 0 >ipv6/icmp/ratelimit
  `);
}

type Hosts = readonly [Namespace, Namespace, Namespace, Namespace];

/** A switch, still unconfigured, and four hosts with their eth0 at its ports p1, p2, p3 and p4. */
export async function star(t: TestContext): Promise<{ readonly hub: Namespace; readonly hosts: Hosts }> {
  const hub = await makeHost(t);
  const hosts: Hosts = [await makeHost(t), await makeHost(t), await makeHost(t), await makeHost(t)];
  for (const [n, host] of hosts.entries()) join(host, 'eth0', hub, `p${n + 1}`);
  return { hub, hosts };
}

/** The same with a plain bridge on the switch that lets everything through. */
export async function switched(t: TestContext): Promise<Hosts> {
  const { hub, hosts } = await star(t);
  hub.sh('ip link add br0 type bridge mcast_snooping 0; ip link set br0 up');
  hub.sh('for port in p1 p2 p3 p4; do ip link set $port mtu 9000 up master br0; done');
  return hosts;
}

/** Addresses on the cable for what tunnels through it, and room for its headers. */
export const UNDERLAY = 'ethernets: {eth0: {mtu: 1600, addresses: [192.0.2.{N}/24, "2001:db8::{N}/64"]}}';
