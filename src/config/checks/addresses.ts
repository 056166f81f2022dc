import { IPV6_MIN_MTU, networkOf, parseIp } from '../../model/ip.ts';
import type { Context } from '../context.ts';
import type { Draft, SaidAddress } from '../draft.ts';

/** Drops addresses that are given to a device twice, and reports conflicting ones. */
export function checkAddresses(context: Context): void {
  const owners = new Map<string, Draft>();
  for (const draft of context.devices) {
    dropTwins(draft, context);
    checkOtherDevices(draft, owners, context);
    checkMtu(draft, context);
  }
}

function dropTwins(draft: Draft, { reporter }: Context): void {
  if (draft.addresses.length < 2) return;
  const seen = new Map<string, SaidAddress>();
  // Without peers, the network follows from the address.
  const hasPeers = draft.addresses.some(({ item }) => item.peer !== undefined);
  const kept = draft.addresses.filter((said) => {
    const { family, address, prefix } = said.item;
    const place = hasPeers ? networkText(said) : prefix;
    const key = family === 4 ? `${address} in ${place}` : address;
    const twin = seen.get(key);
    if (twin === undefined) {
      seen.set(key, said);
      return true;
    }
    const options = { related: { message: 'first here', span: twin.node }, list: said.list };
    if (JSON.stringify(twin.item) !== JSON.stringify(said.item)) {
      const difference = twin.item.prefix === prefix ? 'other options' : 'another prefix length';
      const message = `${address}/${prefix} is given to "${draft.id}" twice, with ${difference}`;
      reporter.error('duplicate-address', said.node, message, options);
    } else {
      reporter.warning(
        'duplicate-address',
        said.node,
        `${address}/${prefix} is given to "${draft.id}" twice`,
        options,
      );
    }
    return false;
  });
  draft.addresses = kept;
}

/** An IPv4 address can be on a device several times, for peers in several networks (__inet_insert_ifa). */
function networkText({ item: { peer, prefix }, ip }: SaidAddress): string {
  const network = peer === undefined ? ip : (parseIp(peer) ?? ip);
  return `${networkOf(network, prefix).text}/${prefix}`;
}

function checkOtherDevices(draft: Draft, owners: Map<string, Draft>, { drafts, reporter }: Context): void {
  // The same address may be used in different VRFs: that is what they are for.
  const master = drafts.get(String(draft.attributes['master']));
  const vrf = master?.kind === 'vrf' ? master.id : undefined;
  draft.addresses.forEach((said) => {
    const { address } = said.item;
    // The same link-local address may be used on several links.
    if (address.startsWith('fe80:')) return;
    const place = vrf === undefined ? address : `${address} ${vrf}`;
    const other = owners.get(place);
    if (other === undefined) owners.set(place, draft);
    else if (other !== draft) {
      const related = { message: `"${other.id}" is defined here`, span: other.key };
      const message = `${address} is given to "${draft.id}" and to "${other.id}"`;
      reporter.warning('address-on-two-devices', said.node, message, { related, list: said.list });
    }
  });
}

function checkMtu(draft: Draft, { reporter }: Context): void {
  const { mtu } = draft.attributes;
  const ipv6 = draft.addresses.find(({ item }) => item.family === 6);
  if (typeof mtu !== 'number' || mtu >= IPV6_MIN_MTU || ipv6 === undefined) return;
  const related = { message: 'an IPv6 address is given here', span: ipv6.node };
  const message = `IPv6 needs an MTU of at least ${IPV6_MIN_MTU}, not ${mtu}`;
  reporter.error('out-of-range', draft.spans.get('mtu') ?? draft.key, message, { related });
}
