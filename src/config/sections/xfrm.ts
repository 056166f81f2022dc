import type { Draft } from '../draft.ts';
import { childOf } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** Checks an XFRM interface beyond the forms of its keys, like xfrmi_newlink. */
export function checkXfrm({ id, key, node, attributes, spans }: Draft, reporter: Reporter): void {
  if (attributes['xfrm.external'] !== true) {
    if (childOf(node, 'id') !== undefined) return;
    const hint = 'write "id" as in its IPsec policies (if_id), or "external: true" for all ids';
    reporter.error('missing-key', key, `XFRM interface "${id}" needs "id"`, { hint });
    return;
  }
  for (const [attribute, name] of [
    ['xfrm.id', 'id'],
    ['link', 'link'],
  ] as const) {
    const span = spans.get(attribute);
    if (span !== undefined)
      reporter.error('conflict', span, `"${name}" cannot be set on an interface with "external"`);
  }
}
