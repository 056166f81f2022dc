import type { Draft } from '../draft.ts';
import { childOf } from '../node.ts';

/** Checks a VLAN beyond the forms of its keys. */
export function checkVlan(draft: Draft): void {
  const { attributes } = draft;
  const renderer = childOf(draft.node, 'renderer');
  draft.isFilter = renderer?.kind === 'scalar' && renderer.text.toLowerCase() === 'sriov';
  for (const name of ['vlan.ingress-qos-map', 'vlan.egress-qos-map']) {
    const map = attributes[name];
    // The kernel does not store a mapping to 0, which is the default.
    if (Array.isArray(map)) attributes[name] = map.filter((pair) => !String(pair).endsWith(':0'));
  }
}
