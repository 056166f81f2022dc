import type { Resolver } from '../../model/index.ts';
import { isLinkLocalText } from '../../model/ip.ts';

/** The entry of a link in a file: its name servers and search domains. */
export type Entry = Pick<Resolver, 'link' | 'addresses' | 'search'>;

const HEADER = [
  '# Written by nlapply from the nameservers of its configuration, which stand below by device.',
  '# What was here before is kept beside this file, and comes back when none are declared any longer.',
].join('\n');

/** glibc uses only the first three servers (MAXNS, resolv.h). */
export const MOST_SERVERS = 3;

/** The lines of resolv.conf(5) for these entries. */
export function resolverLines(entries: readonly Entry[]): string {
  const servers = new Set(
    entries.flatMap(({ link, addresses }) => addresses.map((one) => withZone(one, link))),
  );
  const domains = new Set(entries.flatMap(({ search }) => search));
  const lines = [...servers].map((server) => `nameserver ${server}\n`);
  return `${lines.join('')}${domains.size === 0 ? '' : `search ${[...domains].join(' ')}\n`}`;
}

/** A link-local address is useless without its link. */
const withZone = (address: string, link: string): string =>
  address.includes(':') && isLinkLocalText(address) ? `${address}%${link}` : address;

/** What stands before the name servers that are kept, on a line of its own. */
const KEPT = '# No device has name servers. Those of the file that was here before: ';

/** The whole file. `kept`: the name servers of the former file, if the entries have none. */
export function resolvConf(entries: readonly Entry[], kept: readonly string[] = []): string {
  const comments = entries.map(
    ({ link, addresses, search }) => `# ${[`${link}:`, ...addresses, 'search', ...search].join(' ')}\n`,
  );
  const note = kept.length === 0 ? '' : `${KEPT}${kept.join(' ')}\n`;
  const servers = kept.map((server) => `nameserver ${server}\n`).join('');
  return `${HEADER}\n${comments.join('')}${note}${servers}${resolverLines(entries)}`;
}

/** The name servers that a file of ours has kept. */
const keptIn = (text: string): readonly string[] => {
  const line = text.split('\n').find((one) => one.startsWith(KEPT));
  return line === undefined ? [] : line.slice(KEPT.length).split(' ');
};

/** The name servers of a file in the format of resolv.conf(5), with their zones. */
export const serversIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const [keyword, server] = line.trim().split(/\s+/);
    return keyword === 'nameserver' && server !== undefined ? [server] : [];
  });

/**
 * Parses a file written by {@link resolvConf}. Returns its entries, `changed` if it was modified since, or undefined if
 * it is somebody else's.
 */
export function parseResolvConf(text: string): readonly Entry[] | 'changed' | undefined {
  if (!text.startsWith(HEADER)) return undefined;
  const entries = text.split('\n').flatMap((line): Entry[] => {
    const [, link, rest] = /^# (\S+): (.*)$/.exec(line) ?? [];
    if (link === undefined || rest === undefined) return [];
    const words = rest.split(' ');
    const at = words.indexOf('search');
    return at < 0 ? [] : [{ link, addresses: words.slice(0, at), search: words.slice(at + 1) }];
  });
  return entries.length > 0 && resolvConf(entries, keptIn(text)) === text ? entries : 'changed';
}

/** Parses the servers and domains in a text in the format of resolv.conf(5). */
export function parseResolverLines(text: string): Omit<Entry, 'link'> {
  const addresses: string[] = [];
  let search: string[] = [];
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line.trim().split(/\s+/);
    if (keyword === 'nameserver') addresses.push((values[0] ?? '').replace(/%.*$/, ''));
    // The last of these lines counts.
    if (keyword === 'search' || keyword === 'domain') search = values;
  }
  return { addresses, search };
}
