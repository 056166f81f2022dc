import { type Draw, maybe, one, pick, several } from '../../engine/machine.ts';
import { lacking } from '../support/needs.ts';
import type { Device } from './case.ts';

/** Whether the kernel has the disciplines with classes, and filters. */
export const shapes = (): boolean => ['qdiscs', 'htb', 'flower'].every((name) => lacking(name) === false);

/** What a discipline may have in it, and alone. */
const LEAVES: readonly unknown[] = [
  'fq_codel',
  'pfifo',
  'sfq',
  { kind: 'fq_codel', limit: 500 },
  { kind: 'bfifo', limit: '9Kb' },
  { kind: 'netem', delay: '5ms' },
  { kind: 'tbf', rate: '1Mbit', burst: '9Kb', limit: '20Kb' },
  'pie',
  { kind: 'fq_pie', target: '20ms' },
  'hhf',
  'pfifo_head_drop',
  'skbprio',
  'codel',
  'fq',
  { kind: 'cake', bandwidth: '5Mbit' },
];

/** A class of each kind. */
const CLASSES: Readonly<Record<string, (draw: Draw) => Device>> = {
  htb: (draw) => ({ rate: one(draw, '1Mbit', '333kbit'), ...(maybe(draw) && { ceil: '5Mbit' }) }),
  hfsc: (draw) => ({ 'ls-m2': one(draw, '1Mbit', '2Mbit'), ...(maybe(draw) && { 'ul-m2': '5Mbit' }) }),
  drr: (draw) => (maybe(draw) ? { quantum: one(draw, 900, 1800) } : {}),
  qfq: (draw) => ({ ...(maybe(draw) && { weight: one(draw, 2, 3) }) }),
};

/** Keys of traffic control for a device; `others`: devices that packets may be sent to. */
export function drawTraffic(draw: Draw, others: readonly string[]): Device {
  const major = one(draw, '1:', '1:', '1:', '2:');
  const handle = major === '1:' ? {} : { handle: major };
  const kind = one(draw, 'htb', 'hfsc', 'drr', 'qfq', 'prio', 'leaf', 'none');
  const filters = drawFilters(
    draw,
    ['htb', 'hfsc', 'drr', 'qfq', 'prio'].includes(kind) ? major : '',
    others,
  );
  const filtered = filters.length > 0 ? { filters } : {};
  if (kind === 'none') return filtered;
  if (kind === 'leaf') return { qdisc: pick(draw, LEAVES), ...filtered };
  const rooted = {
    qdisc: { kind, ...handle, ...(kind === 'htb' && maybe(draw) && { default: 10 }) },
    ...filtered,
  };
  if (kind === 'prio') {
    const bands = [1, 2, 3].filter(() => maybe(draw, 40));
    return {
      ...rooted,
      ...inside(
        draw,
        bands.map((band) => `${major}${band}`),
      ),
    };
  }
  const nested = (kind === 'htb' || kind === 'hfsc') && maybe(draw);
  const leaves = ['10', '20', '30'].filter(() => maybe(draw, 60));
  const of = CLASSES[kind];
  if (of === undefined) return rooted;
  return {
    ...rooted,
    classes: [
      ...(nested ? [{ id: `${major}1`, ...of(draw) }] : []),
      ...leaves.map((minor) => ({
        id: `${major}${minor}`,
        ...(nested && maybe(draw, 80) && { parent: `${major}1` }),
        ...of(draw),
      })),
    ],
    ...inside(
      draw,
      leaves.map((minor) => `${major}${minor}`),
    ),
  };
}

/** Disciplines in some classes. */
function inside(draw: Draw, classes: readonly string[]): Device {
  const qdiscs = classes
    .filter(() => maybe(draw))
    .map((parent) => {
      const said = pick(draw, LEAVES);
      return typeof said === 'string' ? { parent, kind: said } : { parent, ...(said as Device) };
    });
  return qdiscs.length > 0 ? { qdiscs } : {};
}

function drawFilters(draw: Draw, major: string, others: readonly string[]): readonly Device[] {
  return several(draw, 3, () => {
    const at = major === '' || maybe(draw) ? one(draw, 'ingress', 'egress') : major;
    const does =
      at === major
        ? { class: `${major}10` }
        : {
            actions: [
              one<unknown>(
                draw,
                'drop',
                'pass',
                { kind: 'police', rate: one(draw, '1Mbit', '2Mbit'), burst: '20k' },
                { kind: 'skbedit', mark: one(draw, 5, 6) },
                ...others.map((to) => ({ kind: one(draw, 'mirror', 'redirect'), to })),
              ),
            ],
          };
    const match = one<Device>(
      draw,
      { kind: 'matchall' },
      { kind: 'flower', protocol: 'ip', dscp: 'ef' },
      { kind: 'flower', 'dst-ip': '192.0.2.0/24', 'ip-proto': 'tcp', 'dst-port': one(draw, 80, 443) },
      { kind: 'flower', protocol: 'ipv6', 'ip-proto': 'icmpv6', 'icmp-type': 128 },
      { kind: 'fw', mark: 7 },
    );
    return { parent: at, ...match, ...does, ...(maybe(draw, 30) && { priority: one(draw, 50, 60) }) };
  });
}

/** What somebody left of traffic control on some links. */
export function trafficLeftovers(draw: Draw, links: readonly string[]): string[] {
  return links
    .filter(() => maybe(draw, 15))
    .flatMap((link) =>
      one(
        draw,
        [
          `tc qdisc add dev ${link} root handle 1: prio`,
          `tc qdisc add dev ${link} parent 1:2 handle 12: sfq`,
        ],
        [
          `tc qdisc add dev ${link} root handle 1: htb default 10`,
          `tc class add dev ${link} parent 1: classid 1:10 htb rate 1mbit`,
          `tc qdisc add dev ${link} parent 1:10 handle 10: fq_codel limit 700`,
        ],
        [`tc qdisc add dev ${link} root fq_codel limit 600`],
        [
          `tc qdisc add dev ${link} clsact`,
          `tc filter add dev ${link} ingress protocol ip pref 50 flower ip_proto udp dst_port 53 action pass`,
        ],
        [
          `tc qdisc add dev ${link} ingress`,
          `tc filter add dev ${link} ingress protocol ip pref 9 u32 match u32 0 0 action pass`,
        ],
        [
          `tc qdisc add dev ${link} root handle 1: prio`,
          `tc filter add dev ${link} parent 1: protocol ip pref 5 handle 7 fw classid 1:2`,
        ],
      ),
    );
}
