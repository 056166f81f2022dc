import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';

/** bareudp_find_dev: one device for each UDP port. */
export function checkBareudpPorts({ devices, reporter }: Context): void {
  const seen = new Map<unknown, Draft>();
  for (const draft of devices) {
    const port = draft.attributes['bareudp.port'];
    if (port === undefined) continue;
    const twin = seen.get(port);
    if (twin === undefined) seen.set(port, draft);
    else {
      const span = draft.spans.get('bareudp.port') ?? draft.key;
      const related = { message: `"${twin.id}" has it`, span: twin.spans.get('bareudp.port') ?? twin.key };
      reporter.error('duplicate-id', span, `the UDP port ${port} belongs to "${twin.id}" already`, {
        related,
      });
    }
  }
}
