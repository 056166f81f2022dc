import { isMacWord } from '../../model/machine.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';

const KINDS: ReadonlySet<string> = new Set(['macvlan', 'macvtap']);

/**
 * Reports macvlans with the MAC address of their lower device, or of another macvlan on it, which the kernel checks
 * when they come up (macvlan_addr_busy).
 */
export function checkMacvlanMacs({ devices, drafts, reporter }: Context): void {
  const seen = new Map<string, Draft>();
  for (const draft of devices) {
    const { kind, attributes, spans } = draft;
    const { macaddress, link, state } = attributes;
    const span = spans.get('macaddress');
    if (!KINDS.has(kind) || span === undefined || state === 'down' || isMacWord(macaddress)) continue;
    const key = `${link} ${macaddress}`;
    const lower = drafts.get(String(link));
    const isLowers =
      lower?.attributes['macaddress'] === macaddress && attributes[`${kind}.mode`] !== 'passthru';
    const twin = isLowers ? lower : seen.get(key);
    if (twin === undefined) {
      seen.set(key, draft);
      continue;
    }
    const where = twin === lower ? 'on which it stands' : `which stands on "${link}", too`;
    const message = `"macaddress" must be another one than that of "${twin.id}", ${where}`;
    const related = { message: 'it is here', span: twin.spans.get('macaddress') ?? twin.key };
    reporter.error('conflict', span, message, { related });
  }
}
