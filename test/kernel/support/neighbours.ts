import type { Namespace, Shown } from './namespace.ts';

/** Neighbours of a link as iproute2 shows them, `192.0.2.9 02:00:00:00:00:09 PERMANENT proto 78`, sorted; proxies last. */
export function neighboursOf(ns: Namespace, link: string): string[] {
  const learned = ns.ip('neigh', 'show', 'dev', link).map(neighbourText).sort();
  const proxies = ns.ip('neigh', 'show', 'proxy', 'dev', link).map(neighbourText).sort();
  return [...learned, ...proxies];
}

function neighbourText(shown: Shown): string {
  const { dst, lladdr, state, protocol } = shown;
  const words = [dst, lladdr, Array.isArray(state) ? state.join() : undefined];
  if ('proxy' in shown) words.push('proxy');
  if ('router' in shown) words.push('router');
  if (protocol !== undefined) words.push(`proto ${OURS.has(String(protocol)) ? 78 : protocol}`);
  return words.filter((word) => word !== undefined).join(' ');
}

/** The number may have its name in /etc/iproute2/rt_protos.d. */
const OURS: ReadonlySet<string> = new Set(['78', 'nlapply']);

/** Entries with a MAC of these tests' (02:00:…, 00:00:…) as `bridge fdb` shows them, sorted; those of single VLANs, too. */
export function allForwardingOf(ns: Namespace, link: string): string[] {
  return shownForwarding(ns, link).map(forwardingText).sort();
}

/** The same without those that the kernel makes for each VLAN of a port, beside the one without a VLAN. */
export function forwardingOf(ns: Namespace, link: string): string[] {
  const entries = shownForwarding(ns, link);
  const plain = new Set(entries.flatMap(({ mac, vlan }) => (vlan === undefined ? [mac] : [])));
  return entries
    .filter(({ mac, vlan }) => vlan === undefined || !plain.has(mac))
    .map(forwardingText)
    .sort();
}

function shownForwarding(ns: Namespace, link: string): readonly Shown[] {
  const entries = JSON.parse(ns.sh(`bridge -j -d fdb show dev ${link}`)) as readonly Shown[];
  return entries.filter(({ mac }) => /^0[02]:00:/.test(String(mac)));
}

function forwardingText(shown: Shown): string {
  const { mac, dst, port, vni, viaIf, vlan, flags, master, state } = shown;
  const said = Object.entries({ dst, port, vni, via: viaIf, vlan, master }).flatMap(([word, value]) =>
    value === undefined ? [] : [`${word} ${value}`],
  );
  return [mac, ...said, ...(Array.isArray(flags) ? flags : []), state].join(' ');
}
