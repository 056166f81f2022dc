import type { Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** Keys that netkit_new_link refuses for a device without a peer. */
const OF_PAIRS = ['peer', 'peer-namespace', 'policy', 'peer-policy', 'scrub', 'peer-scrub'];

/** Checks a netkit device beyond the forms of its keys. */
export function checkNetkit({ attributes, spans, peer }: Draft, reporter: Reporter): void {
  const pairing = spans.get('netkit.pairing');
  if (attributes['netkit.pairing'] !== 'single' || pairing === undefined) return;
  for (const key of OF_PAIRS) {
    const span = key === 'peer' ? peer?.span : spans.get(`netkit.${key}`);
    if (span === undefined) continue;
    const related = { message: '"pairing: single" is set here', span: pairing };
    reporter.error('conflict', span, `"${key}" is for pairs only`, { related });
  }
}
