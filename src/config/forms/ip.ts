import { type Ip, isMulticast, isUnspecified, parseIp } from '../../model/ip.ts';
import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import { itemsOf, type Node } from '../node.ts';
import type { SaidKey } from './said-key.ts';

type IpForm = Extract<Form, { form: 'ip' | 'ips' }>;

/** Reads an address without a prefix. */
export function readIp(said: SaidKey<Extract<Form, { form: 'ip' }>>): void {
  const { draft, attribute, node, form } = said;
  const ip = node.kind === 'scalar' ? parseIp(node.text) : undefined;
  if (ip !== undefined && isUnspecified(ip) && form.none === true && ip.family === (form.family ?? ip.family))
    say(draft, attribute, null, node);
  else {
    const found = usable(said, node, form);
    if (found !== undefined) say(draft, attribute, found.text, node);
  }
}

/** Reads a list of addresses; duplicates are dropped. */
export function readIps(said: SaidKey<Extract<Form, { form: 'ips' }>>): void {
  const items = itemsOf(said.node).map((node) => usable(said, node, said.form));
  const texts = items.flatMap((ip) => ip?.text ?? []);
  if (texts.length === items.length) say(said.draft, said.attribute, [...new Set(texts)], said.node);
}

function usable({ key, reporter }: SaidKey, node: Node, form: IpForm): Ip | undefined {
  if (node.kind !== 'scalar') return undefined;
  const ip = parseIp(node.text);
  const family = form.family === undefined ? 'IP' : `IPv${form.family}`;
  if (ip === undefined || isUnspecified(ip) || (form.family !== undefined && ip.family !== form.family)) {
    const hint = node.text.includes('/') ? 'leave the prefix length out' : undefined;
    const message = `"${key}" must be an ${family} address, not ${JSON.stringify(node.text)}`;
    reporter.error('wrong-value', node, message, { hint });
    return undefined;
  }
  if (form.form === 'ip' && form.unicast === true && isMulticast(ip)) {
    reporter.error('wrong-value', node, `"${key}" cannot be a multicast address`);
    return undefined;
  }
  return ip;
}
