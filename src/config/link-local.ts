import { ADDRESS_GENERATION, ANY_GENERATION } from '../model/address-generation.ts';
import { type Draft, say } from './draft.ts';
import { childOf, itemsOf } from './node.ts';
import type { Reporter } from './reporter.ts';

/**
 * Reads `link-local`: whether the kernel generates a link-local address. Without one no other address can be generated
 * from a secret, since the kernel has a single mode for both (addr_gen_mode).
 */
export function readLinkLocal(draft: Draft, reporter: Reporter): void {
  const list = childOf(draft.node, 'link-local');
  if (list?.kind !== 'seq') return;
  const words = new Map(
    itemsOf(list).flatMap((item) => (item.kind === 'scalar' ? [[item.text.toLowerCase(), item]] : [])),
  );
  const said = draft.attributes[ADDRESS_GENERATION];
  const isOn = words.has('ipv6');
  const span = draft.spans.get(ADDRESS_GENERATION);
  if (span === undefined) say(draft, ADDRESS_GENERATION, isOn ? ANY_GENERATION : 'none', list);
  else if (isOn === (said !== 'none')) return;
  else if (!isOn && said === 'eui64') say(draft, ADDRESS_GENERATION, 'none', list);
  else {
    const related = { message: `"ipv6-address-generation: ${String(said)}" is here`, span };
    const message = isOn
      ? '"link-local" wants an IPv6 address, which nothing is to make'
      : `without an IPv6 address in "link-local" the kernel makes others of the MAC address only, not "${String(said)}"`;
    reporter.error('conflict', list, message, { related });
  }
}
