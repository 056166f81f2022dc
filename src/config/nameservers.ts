import { isLimitedBroadcast, isMulticast, isUnspecified, parseIp } from '../model/ip.ts';
import type { Draft } from './draft.ts';
import { childOf, entryOf, itemsOf, type Node, type ScalarNode } from './node.ts';
import { readMembers } from './read.ts';
import type { Reporter } from './reporter.ts';

/** Interprets `nameservers`; without servers and domains nothing is declared. */
export function readNameservers(draft: Draft, reporter: Reporter): void {
  const entry = entryOf(draft.node, 'nameservers');
  // A value that is no mapping was reported with the device.
  if (entry?.value.kind !== 'map') return;
  const { key, value: node } = entry;
  const { errors } = reporter;
  const what = { what: `"nameservers" of "${draft.id}"`, owner: key };
  if (readMembers(node, 'nameservers', what, reporter) === undefined) return;
  const addresses = texts(childOf(node, 'addresses'), readServer, reporter);
  const search = texts(childOf(node, 'search'), readDomain, reporter);
  if (reporter.errors > errors || addresses.length + search.length === 0) return;
  draft.resolver = {
    item: { type: 'resolver', link: draft.id, addresses, search },
    node: key,
    members: node,
    list: undefined,
  };
}

type Read = (node: ScalarNode, list: Node, reporter: Reporter) => string | undefined;

/** Reads the items of a list; duplicates, perhaps from two files, are dropped. */
function texts(list: Node | undefined, read: Read, reporter: Reporter): readonly string[] {
  const found = itemsOf(list).flatMap((node) =>
    node.kind === 'scalar' && list !== undefined ? (read(node, list, reporter) ?? []) : [],
  );
  return [...new Set(found)];
}

function readServer(node: ScalarNode, list: Node, reporter: Reporter): string | undefined {
  const ip = parseIp(node.text);
  if (ip === undefined) {
    const message = `a name server must be an IP address, not ${JSON.stringify(node.text)}`;
    reporter.error('wrong-address', node, message, { hint: serverHint(node.text), list });
    return undefined;
  }
  const fault = isUnspecified(ip)
    ? 'the unspecified address'
    : isMulticast(ip)
      ? 'a multicast address'
      : isLimitedBroadcast(ip)
        ? 'the broadcast address'
        : undefined;
  if (fault === undefined) return ip.text;
  reporter.error('wrong-address', node, `${node.text} is ${fault}, no name server can have it`, { list });
  return undefined;
}

function serverHint(text: string): string | undefined {
  if (text.includes('/')) return 'leave the prefix length out';
  if (text.includes('#')) return 'leave the name behind # out: it is for DNS over TLS, which has no key here';
  if (text.includes('%')) return 'leave the interface out: it is the device that the key stands on';
  if (/^[\d.]+:\d+$|^\[.*\]:\d+$/.test(text)) return 'leave the port out: it is 53';
  return /[a-z]/i.test(text) && !text.includes(':')
    ? 'a name cannot be looked up without a name server'
    : undefined;
}

/** RFC 1035 limits labels to 63 bytes and names to 253; underscores are common. `~` marks systemd's routing domains. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const LONGEST_NAME = 253;

function readDomain(node: ScalarNode, list: Node, reporter: Reporter): string | undefined {
  const tilde = node.text.startsWith('~') ? '~' : '';
  const text = node.text.slice(tilde.length).toLowerCase();
  if (text === '.') return `${tilde}.`;
  const name = text.replace(/\.$/, '');
  const fault =
    name.length > LONGEST_NAME
      ? `is longer than ${LONGEST_NAME} bytes`
      : name.split('.').every((label) => LABEL.test(label))
        ? undefined
        : 'is not a domain name';
  if (fault === undefined) return tilde + name;
  reporter.error('wrong-value', node, `the search domain ${JSON.stringify(node.text)} ${fault}`, {
    hint: domainHint(name),
    list,
  });
  return undefined;
}

function domainHint(name: string): string | undefined {
  if (/[\s,;]/.test(name)) return `write a list, one domain an entry: [${name.split(/[\s,;]+/).join(', ')}]`;
  if (/[^ -~]/.test(name)) return 'write the name as it stands in the DNS (xn--…)';
  return 'labels of letters, digits, - and _, at most 63 bytes each, with dots between them';
}
