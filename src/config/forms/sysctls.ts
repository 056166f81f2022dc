import type { Form } from '../../model/language/device.ts';
import { sysctlAttribute } from '../../model/language/sysctls.ts';
import { say } from '../draft.ts';
import type { Entry } from '../node.ts';
import type { SaidKey } from './said-key.ts';

/** Settings that need more than a number, or have a key of their own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'ipv6.addr_gen_mode': 'use "ipv6-address-generation" instead',
  'ipv6.stable_secret': 'write "ipv6-address-generation: stable-privacy": a secret is kept, or made',
};

/** Reads settings of this device below /proc/sys/net, such as `{ipv4.rp_filter: 2}`. */
export function readSysctls(said: SaidKey<Extract<Form, { form: 'sysctls' }>>): void {
  if (said.node.kind !== 'map') return;
  for (const entry of said.node.entries) readOne(entry, said);
}

function readOne(
  { key, value }: Entry,
  { draft, reporter, key: name }: SaidKey<Extract<Form, { form: 'sysctls' }>>,
): void {
  const attribute = sysctlAttribute(key.text);
  const elsewhere = ELSEWHERE[key.text];
  if (attribute === undefined || elsewhere !== undefined) {
    const hint =
      elsewhere ??
      'write ipv4.NAME, ipv6.NAME, ipv4.neigh.NAME, ipv6.neigh.NAME or mpls.NAME, such as ipv4.rp_filter';
    reporter.error('wrong-key', key, `"${key.text}" is not a setting that "${name}" takes`, { hint });
    return;
  }
  if (value.kind !== 'scalar' || !/^-?[0-9]{1,10}$/.test(value.text)) {
    const message = `"${key.text}" in "${name}" must be a number`;
    reporter.error('wrong-value', value.kind === 'null' ? key : value, message, {
      hint: 'yes is 1 and no is 0',
    });
    return;
  }
  const other = draft.spans.get(attribute);
  if (other !== undefined) {
    const related = { message: `"${attribute}" is here`, span: other };
    reporter.error('duplicate-key', key, `"${key.text}" is what "${attribute}" says already`, { related });
    return;
  }
  say(draft, attribute, Number(value.text), value);
}
