import type { Context } from '../context.ts';

const CHECKSUM = 'transmit-checksum-offload';
/** What cannot be without it (netdev_fix_features). */
const DEPENDENT = ['tcp-segmentation-offload', 'tcp6-segmentation-offload'] as const;

/** Reports offloads that need another one which is declared to be off: the kernel leaves them off. */
export function checkOffloads({ devices, reporter }: Context): void {
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
}
