import { type BridgeVlan, bridgeVlanTexts, parseRange } from '../../model/bridge-vlans.ts';
import { say } from '../draft.ts';
import { childOf, itemsOf, type Node } from '../node.ts';
import { read } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import type { SaidKey } from './said-key.ts';

const LAST_VLAN = 4094;
const LAST_VNI = 16_777_215;

/**
 * Reads `vlans: [{id: 10, pvid: true, untagged: true}, {id: 100-103}]`: all VLANs of a bridge port, or of the bridge
 * itself.
 */
export function readBridgeVlans({ draft, attribute, node, reporter }: SaidKey): void {
  // Every device has the port's key `vlans`; for a bridge it means the bridge itself.
  if (node.kind !== 'seq' || (attribute !== 'bridge.vlans' && draft.kind === 'bridge')) return;
  const said: Said[] = [];
  for (const item of itemsOf(node)) {
    const vlan = readVlan(item, node, reporter);
    if (vlan !== undefined) said.push({ vlan, node: childOf(item, 'id') ?? item, item });
  }
  if (said.length < itemsOf(node).length) return;
  reportTwice(said, reporter);
  say(draft, attribute, bridgeVlanTexts(said.map(({ vlan }) => vlan)), node);
}

interface Said {
  readonly vlan: BridgeVlan;
  /** The node of its id. */
  readonly node: Node;
  readonly item: Node;
}

function readVlan(item: Node, list: Node, reporter: Reporter): BridgeVlan | undefined {
  const values = read(item, 'bridge-vlan', { what: 'an entry of "vlans"', list }, reporter);
  if (values === undefined) return undefined;
  const { id, pvid = false, untagged = false, tunnel } = values;
  const idNode = childOf(item, 'id') ?? item;
  const vlans = readRange(idNode, 'id', String(id), LAST_VLAN, reporter);
  if (vlans === undefined) return undefined;
  if (pvid && vlans.from !== vlans.to) {
    const message = `"pvid" is one VLAN, not those from ${vlans.from} to ${vlans.to}`;
    reporter.error('conflict', childOf(item, 'pvid') ?? item, message);
    return undefined;
  }
  if (tunnel === undefined) return { ...vlans, pvid, untagged };
  const tunnelNode = childOf(item, 'tunnel') ?? item;
  const vnis = readRange(tunnelNode, 'tunnel', String(tunnel), LAST_VNI, reporter);
  if (vnis === undefined) return undefined;
  if (vnis.to - vnis.from !== vlans.to - vlans.from) {
    const message = `"tunnel" must name as many VNIs as "id" names VLANs, ${vlans.to - vlans.from + 1}`;
    reporter.error('conflict', tunnelNode, message);
    return undefined;
  }
  return { ...vlans, pvid, untagged, tunnel: vnis.from };
}

function readRange(
  node: Node,
  key: string,
  text: string,
  most: number,
  reporter: Reporter,
): { from: number; to: number } | undefined {
  const range = parseRange(text);
  if (range === undefined) {
    const message = `"${key}" must be a number or a range of them, such as 10 or 100-103, not ${JSON.stringify(text)}`;
    reporter.error('wrong-value', node, message);
  } else if (range.from < 1 || range.to > most)
    reporter.error('out-of-range', node, `"${key}" must be from 1 to ${most}, not ${JSON.stringify(text)}`);
  else if (range.from > range.to)
    reporter.error(
      'wrong-value',
      node,
      `"${key}" must begin with the lower one, not ${JSON.stringify(text)}`,
    );
  else return range;
  return undefined;
}

/** Reports VLANs and VNIs that are listed twice, and a second PVID. */
function reportTwice(said: readonly Said[], reporter: Reporter): void {
  const byVlan = [...said].sort((a, b) => a.vlan.from - b.vlan.from);
  reportOverlaps(byVlan, 'id', 'VLAN', ({ vlan }) => [vlan.from, vlan.to], reporter);
  const vnis = said.filter(({ vlan }) => vlan.tunnel !== undefined);
  const byVni = vnis.sort((a, b) => (a.vlan.tunnel ?? 0) - (b.vlan.tunnel ?? 0));
  reportOverlaps(byVni, 'tunnel', 'VNI', spanOfTunnel, reporter);
  const [first, second] = said.filter(({ vlan }) => vlan.pvid);
  if (first === undefined || second === undefined) return;
  const message = `VLAN ${second.vlan.from} cannot be the PVID: VLAN ${first.vlan.from} is, and there is one only`;
  const related = {
    message: `VLAN ${first.vlan.from} is it here`,
    span: childOf(first.item, 'pvid') ?? first.item,
  };
  reporter.error('conflict', childOf(second.item, 'pvid') ?? second.item, message, { related });
}

const spanOfTunnel = ({ vlan: { from, to, tunnel = 0 } }: Said): readonly [number, number] => [
  tunnel,
  tunnel + to - from,
];

/** Reports entries that overlap with an earlier one; the entries must be sorted by their beginning. */
function reportOverlaps(
  said: readonly Said[],
  key: string,
  noun: string,
  range: (said: Said) => readonly [number, number],
  reporter: Reporter,
): void {
  let widest: Said | undefined;
  for (const next of said) {
    const [from] = range(next);
    if (widest !== undefined && from <= range(widest)[1]) {
      const related = { message: 'here, too', span: childOf(widest.item, key) ?? widest.node };
      const message = `${noun} ${from} is listed twice`;
      reporter.error('conflict', childOf(next.item, key) ?? next.node, message, { related });
    }
    if (widest === undefined || range(next)[1] > range(widest)[1]) widest = next;
  }
}
