import type { Draft } from '../draft.ts';
import { childOf } from '../node.ts';

/** What the keys of a VLAN must be beyond their forms. */
export function checkVlan(draft: Draft): void {
  const { attributes } = draft;
  const renderer = childOf(draft.node, 'renderer');
  draft.isFilter = renderer?.kind === 'scalar' && renderer.text.toLowerCase() === 'sriov';
  for (const name of ['vlan.ingress-qos-map', 'vlan.egress-qos-map']) {
    const map = attributes[name];
    // The kernel knows no mapping to 0: it is what it does without one.
    if (Array.isArray(map)) attributes[name] = map.filter((pair) => !String(pair).endsWith(':0'));
  }
}
