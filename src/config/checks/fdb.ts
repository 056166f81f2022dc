import { isMulticastMac, isZeroMac } from '../../model/mac.ts';
import type { Context } from '../context.ts';
import type { Draft, SaidForwarding } from '../draft.ts';
import { childOf } from '../node.ts';
import { type Firsts, isFirst } from './first.ts';
import { resolve } from './resolve.ts';

/** Reports entries on devices without a forwarding database, and entries that are declared twice. */
export function checkForwarding(context: Context): void {
  const firsts: Firsts = new Map();
  for (const draft of context.devices) {
    if (draft.fdb.length === 0) continue;
    draft.fdb = draft.fdb.filter(
      (said) =>
        hasDatabase(draft, said, context) &&
        isOverThere(said, context) &&
        !isFirstRemote(draft, said, context) &&
        isNew(draft, said, firsts, context),
    );
  }
}

function hasDatabase(draft: Draft, { item, node, list }: SaidForwarding, context: Context): boolean {
  const { reporter } = context;
  if (item.via !== null) {
    if (draft.kind === 'vxlan') return checkSource(draft, { item, node, list, out: undefined }, context);
    const span = childOf(node, 'via') ?? node;
    reporter.error('conflict', span, `"via" is for a VXLAN device, which "${draft.id}" is not`, { list });
    return false;
  }
  const master = draft.attributes['master'];
  if (item.self || (typeof master === 'string' && context.drafts.get(master)?.kind === 'bridge')) return true;
  const hint =
    draft.kind === 'vxlan' ? 'add "via", the remote that has the MAC address' : 'make it a port of a bridge';
  const message = `"${draft.id}" has no forwarding database: it is neither a bridge nor a port of one`;
  reporter.error('no-database', node, message, { hint, list });
  return false;
}

function checkSource(draft: Draft, { item, node, list }: SaidForwarding, { reporter }: Context): boolean {
  if (item.sourceVni === null || draft.attributes['vxlan.id'] === undefined) return true;
  const span = childOf(node, 'source-vni') ?? node;
  const message = `"source-vni" is for a VXLAN device without an id: "${draft.id}" takes its own VNI only`;
  reporter.error('conflict', span, message, { list });
  return false;
}

const isOverThere = ({ out }: SaidForwarding, context: Context): boolean =>
  out === undefined || resolve(out, context) !== undefined;

/** The device's own `remote` is an entry that is made and removed with it (vxlan_newlink). */
function isFirstRemote(draft: Draft, { item, node, list }: SaidForwarding, { reporter }: Context): boolean {
  const { attributes } = draft;
  const same =
    item.via !== null &&
    isZeroMac(item.macaddress) &&
    item.via === attributes['vxlan.remote'] &&
    item.port === null &&
    item.vni === null &&
    item.out === (attributes['link'] ?? null);
  if (!same) return false;
  const span = draft.spans.get('vxlan.remote') ?? draft.key;
  const related = { message: 'said here', span };
  reporter.warning('no-effect', node, `${item.via} is the "remote" of "${draft.id}" anyway`, {
    related,
    list,
  });
  return true;
}

/**
 * The key of an entry in the kernel: for a bridge it includes all ports; for a VXLAN device only the all-zeros MAC and
 * multicast ones have several remotes.
 */
function keyOf(draft: Draft, { item }: SaidForwarding): string {
  const { macaddress: mac, vlan, via, port, vni, sourceVni, out } = item;
  if (via === null) return JSON.stringify([draft.attributes['master'] ?? draft.id, mac, vlan]);
  const remote = isZeroMac(mac) || isMulticastMac(mac) ? [via, port, vni, out] : [];
  return JSON.stringify([draft.id, mac, 'remote', sourceVni, ...remote]);
}

function isNew(draft: Draft, said: SaidForwarding, firsts: Firsts, context: Context): boolean {
  const { macaddress, via } = said.item;
  return isFirst(said, keyOf(draft, said), firsts, context, {
    code: 'duplicate-fdb',
    what: `the entry for ${macaddress}`,
    hint: via === null ? 'a bridge has one port for each MAC address and VLAN' : undefined,
  });
}
