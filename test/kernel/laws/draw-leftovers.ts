import { type Draw, maybe, one, pick, several } from '../../engine/machine.ts';
import { NICS } from './case.ts';
import type { Names } from './draw-configuration.ts';
import { KINDS, snoops } from './kinds.ts';

/** Links that somebody else made, which no configuration names. */
const OTHERS: Readonly<Record<string, (draw: Draw) => string>> = {
  fbr: () => 'ip link add fbr type bridge',
  fve: () => 'ip link add fve type veth peer name fvp',
  fmv: () => 'ip link add fmv link eth2 type macvlan mode bridge',
  fvx: (draw) => `ip link add fvx type vxlan id 99 dstport 4789 ${one(draw, 'dev eth0', 'remote 10.9.0.1')}`,
};

/** What somebody left on a machine: links of others and of ours, half-done, and what is on them. */
export function drawLeftovers(draw: Draw, names: Names, kinds: readonly string[]): string[] {
  const lines: string[] = [];
  const links: string[] = [...NICS];
  for (const [name, add] of Object.entries(OTHERS)) {
    if (!maybe(draw, 30)) continue;
    lines.push(add(draw));
    links.push(name);
  }
  if (kinds.includes('vlan') && maybe(draw, 30)) {
    lines.push('ip link add fvl link eth0 type vlan id 77');
    links.push('fvl');
  }
  const masters = links.includes('fbr') ? ['fbr'] : [];
  for (const [name, usual] of names) {
    if (!maybe(draw, 35)) continue;
    const kind = maybe(draw, 70) ? usual : (pick(draw, kinds) ?? usual);
    const made = KINDS[kind]?.add({ draw, name, nth: Number(name.slice(1)), lower: undefined });
    if (made === undefined) continue;
    lines.push(made);
    links.push(name);
    if (kind === 'bridge') masters.push(name);
  }
  for (const link of links) {
    if (maybe(draw, 20) && masters.length > 0 && link !== 'eth2') {
      const master = pick(draw, masters);
      if (master !== link) lines.push(`ip link set ${link} master ${master}`);
    }
    if (maybe(draw, 15)) lines.push(`ip link set ${link} mtu ${one(draw, 1400, 1350)}`);
    if (maybe(draw, 10)) lines.push(`ip link set ${link} alias left`);
    if (maybe(draw, 5))
      lines.push(`ip link property add dev ${link} altname ${link}-${one(draw, 'a', 'left')}`);
    if (maybe(draw, 5)) lines.push(`ip link set ${link} group ${one(draw, 5, 7)}`);
    if (maybe(draw, 5)) lines.push(`ip link set ${link} ${one(draw, 'promisc', 'allmulticast')} on`);
    if (maybe(draw, 10))
      lines.push(
        `echo ${draw(3)} >/proc/sys/net/${one(draw, `ipv4/conf/${link}/rp_filter`, `ipv4/conf/${link}/accept_redirects`, `ipv6/conf/${link}/accept_redirects`)}`,
      );
    const nic = NICS.includes(link);
    if (nic ? maybe(draw, 15) : maybe(draw, 80)) lines.push(`ip link set ${link} ${nic ? 'down' : 'up'}`);
  }
  lines.push(...several(draw, 5, () => anAddress(draw, links)));
  lines.push(...several(draw, 5, () => aRoute(draw, links)));
  lines.push(...[0, 1].filter(() => maybe(draw, 25)).flatMap((nth) => aRareRoute(draw, links, nth)));
  lines.push(...several(draw, 3, () => aRule(draw)));
  if (maybe(draw, 30))
    lines.push(
      `ip neigh replace ${one(draw, '10.0.0.8', '10.0.0.10')} lladdr 02:00:00:00:00:0a nud permanent dev ${pick(draw, links)}`,
    );
  if (maybe(draw, 20))
    lines.push(`ip neigh add proxy ${one(draw, '10.0.0.8', '2001:db8:1::8')} dev ${pick(draw, links)}`);
  if (masters.length > 0 && maybe(draw, 30))
    lines.push(`bridge fdb add 02:00:00:00:0e:01 dev ${pick(draw, links)} master static`);
  if (masters.length > 0 && snoops() && maybe(draw, 30))
    lines.push(`bridge mdb add dev ${pick(draw, masters)} port ${pick(draw, links)} grp 239.1.1.9 permanent`);
  return lines;
}

function anAddress(draw: Draw, links: readonly string[]): string {
  const on = pick(draw, links);
  if (maybe(draw, 25)) return `ip address add 2001:db8:${1 + draw(2)}::${1 + draw(4)}/64 dev ${on}`;
  return `ip address add 10.0.${draw(3)}.${1 + draw(5)}/${one(draw, 24, 24, 32, 16)} dev ${on}`;
}

const OURS = 78;

function aRoute(draw: Draw, links: readonly string[]): string {
  const on = pick(draw, links);
  const protocol = one<string | number>(draw, 'bird', 'static', 'boot', OURS);
  const rest = `${maybe(draw, 30) ? 'table 100 ' : ''}${maybe(draw, 40) ? 'metric 100 ' : ''}proto ${protocol}`;
  if (maybe(draw, 25))
    return `ip route add ${one(draw, '::/0', '2001:db8:7::/48', '2001:db8:9::/48')} ${one(draw, 'via 2001:db8:1::200 ', 'via fe80::9 ', '')}dev ${on} ${rest}`;
  if (maybe(draw, 10)) return `ip route add blackhole ${one(draw, '10.7.0.0/16', '10.77.0.0/16')} ${rest}`;
  const to = one(draw, 'default', '10.7.0.0/16', '10.8.0.0/16', '10.77.0.0/16');
  const via = one(draw, `via 10.0.${draw(3)}.200 `, 'via 10.98.0.1 onlink ', '');
  const from = maybe(draw, 20) ? `src 10.0.${draw(3)}.${1 + draw(4)} ` : '';
  return `ip route add ${to} ${via}dev ${on} ${from}${rest}`;
}

/** A route that the language has no words for, with the nexthop objects that it leads by. */
function aRareRoute(draw: Draw, links: readonly string[], nth: number): string[] {
  const [first, second] = [pick(draw, links), pick(draw, links)];
  const six = maybe(draw, 40);
  // In the place of one that may be declared, or beside all.
  const metric = one(draw, 30 + nth, 30 + nth, 100, 0);
  const rest = `proto ${one(draw, 'bird', 'static')}${metric === 0 ? '' : ` metric ${metric}`}`;
  const to = six
    ? one(draw, '2001:db8:6::/48', '2001:db8:7::/48', '::/0')
    : one(draw, '10.6.0.0/16', '10.7.0.0/16', 'default');
  const add = `ip route add ${to}`;
  const [one_, other] = six
    ? [`via fe80::9 dev ${first}`, `via fe80::8 dev ${second}`]
    : [`via 10.98.0.1 dev ${first} onlink`, `via 10.98.0.2 dev ${second} onlink`];
  const id = 60 + 3 * nth;
  switch (draw(5)) {
    case 0:
      return [`${add} ${rest} nexthop ${one_} weight 2 nexthop ${other}`];
    case 1:
      return [`ip nexthop add id ${id} ${one_} proto bird`, `${add} nhid ${id} ${rest}`];
    case 2:
      return [
        `ip nexthop add id ${id} ${one_} proto bird`,
        `ip nexthop add id ${id + 1} ${other} proto bird`,
        `ip nexthop add id ${id + 2} group ${id}/${id + 1},3 proto bird`,
        `${add} nhid ${id + 2} ${rest}`,
      ];
    case 3:
      return six
        ? [`${add} encap seg6 mode encap segs 2001:db8::5 ${one_} ${rest}`]
        : [
            `${add} encap mpls 16 via inet6 fe80::9 dev ${first} ${rest}`,
            `${add} via inet6 fe80::9 dev ${first} ${rest}`,
          ];
    default:
      return [`${add} ${one_} ${rest} mtu lock 1300 hoplimit 9 ${six ? 'pref high' : 'realms 3/4'}`];
  }
}

const aRule = (draw: Draw): string =>
  `ip rule add ${one(draw, '', '', '', 'not')} from ${one(draw, '10.3.0.0/16', '10.4.0.0/16', '10.30.0.0/16')} ${one(draw, '', '', 'ipproto tcp dport 80-90', 'uidrange 0-0', 'suppress_prefixlength 0')} table ${one(draw, 100, 200)} priority ${one(draw, 100, 200, 400)} protocol ${one<string | number>(draw, 'static', 'bird', OURS)}`;
