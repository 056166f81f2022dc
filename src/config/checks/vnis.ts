import type { Context } from '../context.ts';
import { type Draft, lowerOf } from '../draft.ts';

/** The kernel's default port (the one before IANA assigned a port to VXLAN). */
const DEFAULT_PORT = 8472;

/**
 * vxlan_vni_in_use: one device for each VNI, UDP port and address family, regardless of the lower device, except for
 * link-local addresses.
 */
export function checkVnis({ devices, reporter }: Context): void {
  const seen = new Map<string, Draft>();
  for (const draft of devices) {
    const id = draft.attributes['vxlan.id'];
    if (id === undefined) continue;
    const port = String(draft.attributes['vxlan.port'] ?? DEFAULT_PORT);
    const end = String(draft.attributes['vxlan.remote'] ?? draft.attributes['vxlan.local'] ?? '');
    const linkLocal = /^fe[89ab]/.test(end);
    const key = [id, port, end.includes(':') ? 6 : 4, linkLocal ? lowerOf(draft)?.id : ''].join();
    const twin = seen.get(key);
    if (twin === undefined) seen.set(key, draft);
    else {
      const span = draft.spans.get('vxlan.id') ?? draft.key;
      const related = { message: `"${twin.id}" has it`, span: twin.spans.get('vxlan.id') ?? twin.key };
      const message = `the id ${String(id)} on UDP port ${port} belongs to "${twin.id}" already`;
      reporter.error('duplicate-vni', span, message, { hint: 'choose another id or another port', related });
    }
  }
}
