import type { DeviceLanguage } from '../../model/language/device.ts';
import { readDeviceKeys, readLevels } from '../device-keys.ts';
import { added, type Draft } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import { childOf, itemsOf } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import type { DefinitionName } from '../schema/definitions.ts';

export interface KindOptions {
  readonly definition: DefinitionName;
  /** What users call the device: `bridge`. */
  readonly noun: string;
  /** Checks a device beyond the forms of its keys. */
  readonly check?: (draft: Draft, reporter: Reporter) => void;
}

/** Reads a device with the table of its kind, its ports, and its settings for them. */
export function readKind(
  draft: Draft,
  language: DeviceLanguage,
  options: KindOptions,
  reporter: Reporter,
): LinkKeys | undefined {
  const { definition, noun, check } = options;
  const what = { what: `${noun} "${draft.id}"`, owner: draft.key };
  const values = readMembers(draft.node, definition, what, reporter);
  if (values === undefined) return undefined;
  const tables = language.ports === undefined ? [language.keys()] : [language.keys(), language.ports];
  const levels = readLevels(draft, tables, { node: draft.node, values }, options, reporter);
  readDeviceKeys(draft, language.keys(), levels, reporter);
  if ('interfaces' in values && !language.keys().some(({ key }) => key === 'interfaces'))
    readMemberList(draft, reporter);
  for (const { key, attribute } of language.ports ?? []) {
    const dot = key.lastIndexOf('.');
    const level = levels[key.slice(0, Math.max(dot, 0))];
    if (level !== undefined) readPortSettings(draft, childOf(level.node, key.slice(dot + 1)), attribute);
  }
  check?.(draft, reporter);
  // Safe: the validator has checked these with the same definition as those of every device.
  return values as LinkKeys;
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
      draft.members = added(draft.members, { id: node.text, span: node });
    }
  }
}

function readPortSettings(draft: Draft, map: ReturnType<typeof childOf>, attribute: string): void {
  if (map?.kind !== 'map') return;
  for (const { key: port, value } of map.entries) {
    // Values that are not numbers have been reported already.
    if (value.kind !== 'scalar' || !/^-?[0-9]+$/.test(value.text)) continue;
    draft.portSettings = added(draft.portSettings, {
      attribute,
      value: Number(value.text),
      id: port.text,
      span: port,
    });
  }
}
