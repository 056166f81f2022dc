import type { Form } from '../../model/language/device.ts';
import {
  FUNCTION_SETTINGS,
  isFunctionSetting,
  settingOfFunction,
  vlanOfFunction,
} from '../../model/language/virtual-functions.ts';
import type { Value } from '../../model/value.ts';
import { say } from '../draft.ts';
import { type Entry, entryOf } from '../node.ts';
import { readMembers } from '../read.ts';
import { readMacForm } from './mac.ts';
import { numberIn } from './numbered.ts';
import type { SaidKey } from './said-key.ts';

const MAC: Form = { form: 'mac' };

type Said = SaidKey<Extract<Form, { form: 'virtual-functions' }>>;

/** Reads settings of virtual functions by number: `{0: {vlan: 100, trust: true}}`. */
export function readVirtualFunctions(said: Said): void {
  if (said.node.kind !== 'map') return;
  for (const entry of said.node.entries) readOne(entry, said);
}

function readOne(entry: Entry, said: Said): void {
  const { draft, key, form, reporter } = said;
  const number = numberIn(entry.key.text, form.most);
  if (number === undefined) {
    reporter.error('wrong-value', entry.key, `"${key}" takes numbers from 0 to ${form.most} as keys`);
    return;
  }
  const what = { what: `virtual function ${number} of "${draft.id}"`, owner: entry.key };
  const values = readMembers(entry.value, 'virtual-function', what, reporter);
  if (values === undefined) return;
  for (const setting of ['vlan', ...Object.keys(FUNCTION_SETTINGS).filter(isFunctionSetting)] as const) {
    const node = entryOf(entry.value, setting)?.value;
    const value = values[setting];
    if (node === undefined || value === undefined) continue;
    const attribute = settingOfFunction(number, setting);
    const other = draft.spans.get(attribute);
    if (other !== undefined) {
      const related = { message: 'it is here', span: other };
      reporter.error('conflict', node, `the VLAN of virtual function ${number} is given twice`, { related });
    } else if (setting === 'macaddress')
      readMacForm({ draft, key: setting, attribute, form: MAC, value, node, reporter });
    else say(draft, attribute, value as Value, node);
  }
  const below = values['minimum-rate'] ?? 0;
  const most = values['maximum-rate'] ?? 0;
  const rate = entryOf(entry.value, 'minimum-rate')?.value;
  if (rate !== undefined && most !== 0 && below > most)
    reporter.error('conflict', rate, '"minimum-rate" is above "maximum-rate"');
  for (const tag of ['vlan-priority', 'vlan-protocol'] as const) {
    const node = entryOf(entry.value, tag)?.value;
    if (node !== undefined && !draft.attributes[vlanOfFunction(number)])
      reporter.error('missing-key', node, `"${tag}" needs "vlan": without one there is no tag`);
  }
}
