import type { Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** What netkit_new_link refuses of a device that stands alone. */
const OF_PAIRS = ['peer', 'peer-namespace', 'policy', 'peer-policy', 'scrub', 'peer-scrub'];

/** What the keys of a netkit device must be beyond their forms. */
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
