import { isMulticastMac, parseMac } from '../../model/mac.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a MAC address that is not a multicast address. */
export function readMacForm({ draft, key, attribute, value, node, reporter }: SaidKey): void {
  const mac = parseMac(String(value));
  if (mac === undefined || isMulticastMac(mac)) {
    const message = `"${key}" must be a MAC address of one station, such as 02:00:00:00:00:01, not ${JSON.stringify(value)}`;
    reporter.error('wrong-value', node, message);
  } else say(draft, attribute, mac, node);
}
