import { hasHostBits, networkOf, parseIpPrefix } from '../../model/ip.ts';
import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a network: an address and its prefix length, without host bits. */
export function readPrefix(said: SaidKey<Extract<Form, { form: 'prefix' }>>): void {
  const { draft, key, attribute, form, node, reporter } = said;
  if (node.kind !== 'scalar') return;
  const found = parseIpPrefix(node.text);
  if (typeof found === 'string' || found.ip.family !== form.family) {
    const example = form.family === 4 ? '192.0.2.0/24' : '2001:db8::/32';
    const message = `"${key}" must be an IPv${form.family} network, such as ${example}, not ${JSON.stringify(node.text)}`;
    reporter.error('wrong-value', node, message);
    return;
  }
  const { ip, prefix } = found;
  if (hasHostBits(ip, prefix)) {
    const hint = `write ${networkOf(ip, prefix).text}/${prefix}`;
    reporter.error('host-bits', node, `"${key}" has bits beyond its prefix length: ${node.text}`, { hint });
  } else say(draft, attribute, `${ip.text}/${prefix}`, node);
}
