import { MASTERS } from '../../model/language/masters.ts';
import type { Context } from '../context.ts';
import { type Draft, lowerOf, unsay } from '../draft.ts';

const CHECKSUM = 'transmit-checksum-offload';
/** What cannot be without it (netdev_fix_features). */
const DEPENDENT = ['tcp-segmentation-offload', 'tcp6-segmentation-offload'] as const;

const LRO = 'large-receive-offload';
/** What never wants merged packets of a device below it, and takes them from it (netdev_sync_upper_features). */
const WITHOUT_LRO: ReadonlySet<string> = new Set(['bridge', 'vrf', 'vlan']);

/** Reports offloads that the kernel leaves off. */
export function checkOffloads(context: Context): void {
  const { devices, reporter } = context;
  for (const { attributes, spans, key } of devices) {
    if (attributes[CHECKSUM] !== false) continue;
    for (const name of DEPENDENT) {
      if (attributes[name] !== true) continue;
      const related = { message: 'off here', span: spans.get(CHECKSUM) ?? key };
      reporter.error('conflict', spans.get(name) ?? key, `"${name}" needs "${CHECKSUM}", which is off`, {
        related,
      });
    }
  }
  if (devices.some(({ attributes }) => attributes[LRO] === true)) leaveMerging(context);
}

/** Leaves out the merging of packets where the kernel leaves it off. */
function leaveMerging({ devices, drafts, reporter }: Context): void {
  const leave = (draft: Draft, above: Draft, where: string): void => {
    if (draft.attributes[LRO] !== true || !WITHOUT_LRO.has(above.kind)) return;
    const related = { message: `"${above.id}" here`, span: above.key };
    const message = `"${LRO}" has no effect on ${where}: the kernel leaves it off`;
    reporter.warning('no-effect', draft.spans.get(LRO) ?? draft.key, message, { related });
    unsay(draft, LRO);
  };
  for (const draft of devices) {
    const master = drafts.get(String(draft.attributes['master']));
    if (master !== undefined)
      leave(draft, master, `a port of a ${MASTERS[master.kind]?.noun ?? master.kind}`);
    const lower = draft.isFilter === true ? undefined : drafts.get(lowerOf(draft)?.id ?? '');
    if (lower !== undefined) leave(lower, draft, 'a device with VLANs');
  }
}
