import type { Draft } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import { childOf, type Entry, entryOf, itemsOf } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { readBridgeParameters } from './bridge-parameters.ts';

/** `bridges`: a bridge, its ports, and what it says of them. */
export function readBridge(draft: Draft, reporter: Reporter): LinkKeys | undefined {
  const what = { what: `bridge "${draft.id}"`, owner: draft.key };
  const keys = readMembers(draft.node, 'bridge', what, reporter);
  if (keys?.interfaces !== undefined) readMemberList(draft, reporter);
  const parameters = entryOf(draft.node, 'parameters');
  if (parameters !== undefined && keys?.parameters !== undefined) {
    readBridgeParameters(draft, parameters, reporter);
    readPortSettings(draft, parameters, 'path-cost');
    readPortSettings(draft, parameters, 'port-priority');
  }
  return keys;
}

function readMemberList(draft: Draft, reporter: Reporter): void {
  const list = childOf(draft.node, 'interfaces');
  const seen = new Set<string>();
  for (const node of itemsOf(list)) {
    if (node.kind !== 'scalar') continue;
    if (seen.has(node.text)) {
      reporter.warning('duplicate-item', node, `"${node.text}" is in this list twice`, { list });
    } else {
      seen.add(node.text);
      draft.members.push({ id: node.text, span: node });
    }
  }
}

function readPortSettings(draft: Draft, parameters: Entry, key: 'path-cost' | 'port-priority'): void {
  const map = childOf(parameters.value, key);
  if (map?.kind !== 'map') return;
  for (const { key: port, value } of map.entries) {
    // The schema has reported what is no number.
    if (value.kind !== 'scalar' || !/^[0-9]+$/.test(value.text)) continue;
    const setting = { attribute: `bridge-port.${key}`, value: Number(value.text) };
    draft.portSettings.push({ ...setting, id: port.text, span: port });
  }
}
