import { parseMac } from '../../model/mac.ts';
import {
  channelsValue,
  isExtended,
  keyBytes,
  keysValue,
  type MacsecChannel,
  type MacsecKey,
  sciText,
} from '../../model/macsec.ts';
import { say } from '../draft.ts';
import { childOf, itemsOf, KIND_NAME, type Node } from '../node.ts';
import { read } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import type { SaidKey } from './said-key.ts';
import { textInFile } from './wireguard-key.ts';

/** The greatest packet numbers of 32 and of 64 bits. */
const LAST_PACKET = 2n ** 32n - 1n;
const LAST_EXTENDED = 2n ** 64n - 1n;

/** What reading a key needs to know about the others of its channel. */
interface Site {
  readonly reporter: Reporter;
  readonly list: Node;
  readonly cipher: string;
  /** Association numbers, with their first places. */
  readonly seen: Map<number, Node>;
}

const cipherOf = ({ draft }: SaidKey): string => String(draft.attributes['macsec.cipher'] ?? 'gcm-aes-128');

/** Reads the port, the last two bytes of the device's identifier. */
export function readMacsecPort({ draft, attribute, value, node }: SaidKey): void {
  if (typeof value === 'number') say(draft, attribute, value, node);
}

/** Reads the device's whole identifier. */
export function readMacsecSci({ draft, attribute, node, reporter }: SaidKey): void {
  const sci = sciIn(node, reporter);
  if (sci !== undefined) say(draft, attribute, sci, node);
}

function sciIn(node: Node, reporter: Reporter, list?: Node): string | undefined {
  const text = node.kind === 'scalar' ? node.text.toLowerCase().replace(/^0x/, '') : '';
  if (/^[0-9a-f]{16}$/.test(text)) return text;
  const message = '"sci" must be 16 hexadecimal digits, those of a MAC address and of a port';
  reporter.error('wrong-value', node, message, { list });
  return undefined;
}

/** Reads the keys with which a device sends. */
export function readMacsecKeys(said: SaidKey): void {
  const { draft, attribute, node, reporter } = said;
  const { errors } = reporter;
  const keys = keysOf(node, cipherOf(said), reporter);
  if (reporter.errors === errors) say(draft, attribute, keysValue(keys), node);
}

/** Reads the senders from which a device receives. */
export function readMacsecChannels(said: SaidKey): void {
  const { draft, attribute, node, reporter } = said;
  const { errors } = reporter;
  const seen = new Map<string, Node>();
  const channels = itemsOf(node).flatMap((item) => {
    const channel = channelIn(item, node, cipherOf(said), reporter);
    if (channel === undefined) return [];
    const first = seen.get(channel.sci);
    if (first !== undefined) {
      const related = { message: 'first here', span: first };
      reporter.error('duplicate-channel', item, 'this sender is in the list twice', { related, list: node });
    }
    seen.set(channel.sci, item);
    return [channel];
  });
  if (reporter.errors === errors) say(draft, attribute, channelsValue(channels), node);
}

function channelIn(node: Node, list: Node, cipher: string, reporter: Reporter): MacsecChannel | undefined {
  const entry = read(node, 'macsec-channel', { what: 'a sender', list }, reporter);
  if (entry === undefined) return undefined;
  const keys = childOf(node, 'keys');
  const sci = senderIn(node, list, entry.port, reporter);
  const found = keys === undefined ? [] : keysOf(keys, cipher, reporter);
  return sci === undefined ? undefined : { sci, active: entry.active ?? true, keys: found };
}

/** The sender's identifier, declared as such or by its parts, the address and the port. */
function senderIn(node: Node, list: Node, port: number | undefined, reporter: Reporter): string | undefined {
  const sci = childOf(node, 'sci');
  const mac = childOf(node, 'macaddress');
  if (sci !== undefined) {
    const other = mac ?? childOf(node, 'port');
    if (other === undefined) return sciIn(sci, reporter, list);
    const related = { message: '"sci" is set here', span: sci };
    const message = '"sci" is made of the address and the port: write it, or these';
    reporter.error('conflict', other, message, { related, list });
    return undefined;
  }
  if (mac === undefined) {
    reporter.error('missing-key', node, 'a sender needs "macaddress" (and "port", if it is not 1) or "sci"', {
      list,
    });
    return undefined;
  }
  const address = mac.kind === 'scalar' ? parseMac(mac.text) : undefined;
  if (address !== undefined) return sciText(address, port ?? 1);
  const message = '"macaddress" must be six hexadecimal bytes with colons, such as 02:00:00:00:00:01';
  reporter.error('wrong-value', mac, message, { list });
  return undefined;
}

function keysOf(list: Node, cipher: string, reporter: Reporter): readonly MacsecKey[] {
  const site: Site = { reporter, list, cipher, seen: new Map() };
  return itemsOf(list).flatMap((node) => keyIn(node, site) ?? []);
}

function keyIn(node: Node, site: Site): MacsecKey | undefined {
  const { reporter, list, seen } = site;
  const entry = read(node, 'macsec-key', { what: 'a key', list }, reporter);
  if (entry === undefined) return undefined;
  const at = (name: string): Node => childOf(node, name) ?? node;
  const { an } = entry;
  const first = seen.get(an);
  if (first === undefined) seen.set(an, node);
  else {
    const related = { message: 'first here', span: first };
    reporter.error('duplicate-key', at('an'), `association ${an} is in this list twice`, { related, list });
  }
  const keyId = keyIdIn(at('key-id'), site);
  const said = childOf(node, 'key');
  const key = said === undefined ? null : secretIn(said, site);
  const number = childOf(node, 'packet-number');
  const packetNumber = number === undefined ? null : packetIn(number, site);
  const { ssci, salt } = extendedIn(node, key !== null, entry.ssci, site);
  return keyId === undefined || key === undefined
    ? undefined
    : { an, keyId, key, active: entry.active ?? true, packetNumber, ssci, salt };
}

/** Reads a key id; it is padded with zeros, as by ip(8). */
function keyIdIn(node: Node, { reporter, list }: Site): string | undefined {
  const text = node.kind === 'scalar' ? node.text.toLowerCase() : '';
  if (/^([0-9a-f]{2}){1,16}$/.test(text)) return text.padEnd(32, '0');
  const message = '"key-id" must be 1 to 16 bytes in hexadecimal, such as 01 or 0a1b, two digits each';
  reporter.error('wrong-value', node, message, { list });
  return undefined;
}

/** Reads a key in hexadecimal, or from the file with the given path. Messages never include it. */
function secretIn(node: Node, { reporter, list, cipher }: Site): string | undefined {
  if (node.kind !== 'scalar') {
    const message = `"key" must be a key or the path of a file that holds one, not ${KIND_NAME[node.kind]}`;
    reporter.error('wrong-type', node, message, { list });
    return undefined;
  }
  const isFile = node.text.startsWith('/');
  const text = isFile ? textInFile(node.text, node, reporter) : node.text;
  if (text === undefined) return undefined;
  const digits = keyBytes(cipher) * 2;
  if (/^[0-9a-f]*$/i.test(text) && text.length === digits) return text.toLowerCase();
  const where = isFile ? `${node.text} holds no key` : '"key" is not a key';
  const hint = /[^0-9a-f]/i.test(text)
    ? 'it contains characters that are not hexadecimal digits'
    : `it has ${text.length} digits`;
  const message = `${where}: ${cipher} takes ${digits / 2} bytes in hexadecimal, ${digits} digits`;
  reporter.error('wrong-value', node, message, { hint, list });
  return undefined;
}

function packetIn(node: Node, { reporter, list, cipher }: Site): number | string | null {
  const text = node.kind === 'scalar' ? node.text : '';
  const most = isExtended(cipher) ? LAST_EXTENDED : LAST_PACKET;
  const number = /^[0-9]{1,20}$/.test(text) ? BigInt(text) : 0n;
  if (number >= 1n && number <= most)
    return number <= Number.MAX_SAFE_INTEGER ? Number(number) : number.toString();
  const message = `"packet-number" must be from 1 to ${most} with ${cipher}`;
  reporter.error('out-of-range', node, message, { list });
  return null;
}

/**
 * Reads the SSCI and the salt. Both are required with extended packet numbers, and not allowed otherwise
 * (macsec_add_txsa).
 */
function extendedIn(
  node: Node,
  hasKey: boolean,
  ssci: number | undefined,
  { reporter, list, cipher }: Site,
): { readonly ssci: number | null; readonly salt: string | null } {
  const said = { ssci: childOf(node, 'ssci'), salt: childOf(node, 'salt') };
  for (const [name, span] of Object.entries(said)) {
    if (span !== undefined && !isExtended(cipher)) {
      const hint = 'write "cipher: gcm-aes-xpn-128" or "gcm-aes-xpn-256"';
      const message = `"${name}" is for suites with extended packet numbers: ${cipher} has none`;
      reporter.error('conflict', span, message, { hint, list });
    } else if (span === undefined && hasKey && isExtended(cipher)) {
      reporter.error('missing-key', node, `a key of ${cipher} needs "${name}"`, { list });
    }
  }
  const salt = said.salt === undefined ? null : saltIn(said.salt, reporter, list);
  return { ssci: ssci ?? null, salt };
}

function saltIn(node: Node, reporter: Reporter, list: Node): string | null {
  const text = node.kind === 'scalar' ? node.text.toLowerCase() : '';
  if (/^[0-9a-f]{24}$/.test(text)) return text;
  reporter.error('wrong-value', node, '"salt" must be 12 bytes in hexadecimal, 24 digits', { list });
  return null;
}
