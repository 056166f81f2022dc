import { bondModeOf } from '../../model/language/bond.ts';
import type { Context } from '../context.ts';
import { type Draft, unsay } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** BOND_DEFAULT_TX_QUEUES */
const QUEUES = 16;

/** Checks the keys of every device that depend on a bond's own. */
export function checkBonds({ devices, reporter }: Context): void {
  for (const draft of devices) {
    if (draft.kind !== 'bond') continue;
    dropOwnAddress(draft, reporter);
    checkQueues(draft, reporter);
  }
}

/** With this policy a bond has the address of its active port, and silently ignores another one (bond_set_mac_address). */
function dropOwnAddress(draft: Draft, reporter: Reporter): void {
  const { attributes, spans } = draft;
  const span = spans.get('macaddress');
  const isOfPort = attributes['bond.fail-over-mac-policy'] === 'active';
  if (span === undefined || !isOfPort || bondModeOf(attributes) !== 'active-backup') return;
  if (attributes['macaddress'] === 'preserve') return;
  const message = '"macaddress" has no effect with "fail-over-mac-policy: active": it is left out';
  reporter.warning('no-effect', span, message, { hint: 'the bond has the address of its active port' });
  unsay(draft, 'macaddress');
}

/** bond_option_queue_id_set: EPERM for a queue that the bond does not have. */
function checkQueues({ attributes, portSettings }: Draft, reporter: Reporter): void {
  const queues = Number(attributes['transmit-queues'] ?? QUEUES);
  for (const { attribute, value, span } of portSettings) {
    if (attribute !== 'bond-port.queue-id' || Number(value) <= queues) continue;
    const message = `"queue-id" must be at most ${queues}, the number of the bond's transmit queues, not ${value}`;
    reporter.error('out-of-range', span, message, { hint: 'a bond can have more: "transmit-queues"' });
  }
}
