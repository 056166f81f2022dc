import type { Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

const FULL_MEMBER = 0x8000;

/** Checks an IPoIB device beyond the forms of its keys, like ipoib_new_child_link. */
export function checkIpoib({ attributes, spans }: Draft, reporter: Reporter): void {
  const pkey = attributes['ipoib.pkey'];
  const span = spans.get('ipoib.pkey');
  if (typeof pkey !== 'number' || span === undefined) return;
  if (pkey > 0xffff || pkey % FULL_MEMBER === 0) {
    const message = `"pkey" must be from 1 to 0x7fff, or with the bit 0x8000 of full membership, not ${pkey}`;
    reporter.error('out-of-range', span, message);
    // ipoib_ndo_init sets this bit.
  } else attributes['ipoib.pkey'] = pkey | FULL_MEMBER;
}
