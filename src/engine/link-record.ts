import { type Link, type Step, sameValue, type Value } from '../model/index.ts';
import { isOfPort } from '../model/language/masters.ts';
import { peerOf } from '../model/language/pairs.ts';
import { hasSecrets } from '../model/secrets.ts';
import { isPassing, usualValue } from '../resources/link/usual.ts';

/** What nlapply did to one link. */
export interface LinkRecord {
  readonly kind: string;
  /** nlapply made it: it goes when it is no longer declared. */
  readonly created: boolean;
  /** Of a link that nlapply made, as seen after the run. */
  readonly index?: number;
  /** MTU that it had when it joined its master: a bond or a team gives it back. */
  readonly joinedWithMtu?: number;
  /** Attributes that nlapply set: what it gave them, and what they are without it: what it found, of a link that it made the kernel's default. */
  readonly set: Readonly<Record<string, { readonly ours: Value; readonly before: Value }>>;
  /** What nlapply gave it as it was made, or became a port, and nobody knows the kernel's choice of, such as a MAC address: there is no way back from it. */
  readonly said?: readonly string[];
}

/** For every live link, the attributes that the configuration declares. */
export interface DeclaredAttributes {
  get(link: string): { has(attribute: string): boolean } | undefined;
}

/** What a step does to what is recorded of links. */
export function recordLink(links: Map<string, LinkRecord>, step: Step): void {
  const before = step.before?.type === 'link' ? step.before : null;
  const after = step.after?.type === 'link' ? step.after : null;
  if (before !== null && step.action !== 'change') {
    links.delete(before.name);
    const peer = peerOf(before);
    if (peer !== undefined) links.delete(peer);
  }
  if (after === null) return;
  if (before === null || step.action !== 'change') {
    links.set(after.name, madeWith(after));
    return;
  }
  const known = links.get(before.name);
  links.delete(before.name);
  const own: LinkRecord = known?.kind === after.kind ? known : { kind: after.kind, created: false, set: {} };
  const { said: _, ...rest } = own;
  const entry: LinkRecord = { ...rest, ...saidInAll(step, own) };
  links.set(
    after.name,
    entry.created
      ? { ...entry, set: { ...entry.set, ...changesOfOurs(after.kind, step, entry) } }
      : { ...entry, ...joining(step), set: { ...entry.set, ...changesOf(step, entry) } },
  );
}

/** A link as it was made; what is as usual needs no way back, and keys stay: they have no place in a record. */
function madeWith({ kind, attributes }: Link): LinkRecord {
  const set: Record<string, LinkRecord['set'][string]> = {};
  const said: string[] = [];
  for (const [name, ours] of Object.entries(attributes)) {
    const before = usualValue(kind, attributes, name);
    if (before === undefined) said.push(name);
    else if (!hasSecrets(name) && !sameValue(ours, before)) set[name] = { ours, before };
  }
  return { kind, created: true, set, ...(said.length > 0 && { said }) };
}

/** What a link of ours was changed to, and what it had before anything was said of it. */
function changesOfOurs(
  kind: string,
  { after: link, changes }: Step,
  { set, said = [] }: LinkRecord,
): LinkRecord['set'] {
  const attributes = link?.type === 'link' ? link.attributes : {};
  return Object.fromEntries(
    changes.flatMap(({ attribute, before, after = null }) => {
      if (attribute === 'name' || attribute === 'state' || hasSecrets(attribute)) return [];
      if (said.includes(attribute) || isPassing(kind, attribute)) return [];
      const found =
        attribute in set ? set[attribute]?.before : (usualValue(kind, attributes, attribute) ?? before);
      return found === undefined ? [] : [[attribute, { ours: after, before: found }]];
    }),
  );
}

function joining({ before, changes }: Step): Pick<LinkRecord, 'joinedWithMtu'> {
  if (!joins(changes) || before?.type !== 'link' || before.attributes['master'] !== null) return {};
  // Its own change of MTU comes first.
  const changed = changes.find(({ attribute }) => attribute === 'mtu')?.after;
  const mtu = changed ?? before.attributes['mtu'];
  return typeof mtu === 'number' ? { joinedWithMtu: mtu } : {};
}

const joins = (changes: Step['changes']): boolean =>
  changes.some(({ attribute, after }) => attribute === 'master' && typeof after === 'string');

/** What a port is given as it joins had no value before: where nobody knows what it would have by itself, there is no way back. */
function saidInAll({ changes }: Step, { kind, set, said = [] }: LinkRecord): Pick<LinkRecord, 'said'> {
  const joined = changes.filter(
    ({ attribute, before }) =>
      before === undefined &&
      isOfPort(attribute) &&
      !(attribute in set) &&
      usualOfPort(kind, attribute) === undefined,
  );
  // What a link has as a port goes with its master.
  const moves = changes.some(({ attribute }) => attribute === 'master');
  const kept = moves ? said.filter((name) => !isOfPort(name)) : said;
  const all = [...new Set([...kept, ...joined.map(({ attribute }) => attribute)])];
  return all.length > 0 ? { said: all } : {};
}

const usualOfPort = (kind: string, name: string): Value | undefined =>
  isOfPort(name) ? usualValue(kind, {}, name) : undefined;

/** What was found first stays what there is to go back to. */
function changesOf(
  { before: live, changes }: Step,
  { kind, set, joinedWithMtu, said = [] }: LinkRecord,
): LinkRecord['set'] {
  // A bond closes the ports that leave it (bond_release_one): one that was up is to be up again.
  const state = joins(changes) && live?.type === 'link' ? live.attributes['state'] : undefined;
  const all =
    state === undefined ? changes : [{ attribute: 'state', before: state, after: 'up' }, ...changes];
  return Object.fromEntries(
    all.flatMap(({ attribute, before, after = null }) => {
      // What it has after it left its master, or as a new port of one, was not to be seen beforehand.
      const unseen = attribute === 'mtu' ? joinedWithMtu : usualOfPort(kind, attribute);
      const seen = before === undefined ? unseen : before;
      const found = attribute in set ? set[attribute]?.before : seen;
      if (attribute === 'name' || found === undefined || said.includes(attribute)) return [];
      return [[attribute, { ours: after, before: found }]];
    }),
  );
}

/** An attribute no longer declared is back at its earlier value, or somebody else's: no longer ours to restore. */
export function prune(
  name: string,
  entry: LinkRecord,
  declared: ReturnType<DeclaredAttributes['get']>,
): [string, LinkRecord][] {
  // One of ours that is neither there nor declared was deleted by others: a later link of that name is theirs.
  // A NIC that is not there now may come back: what is known about it stays.
  if (declared === undefined) return entry.created ? [] : [[name, entry]];
  const all = Object.keys(entry.set);
  const kept = all.filter((attribute) => declared.has(attribute));
  if (!entry.created && kept.length === 0) return [];
  if (kept.length === all.length) return [[name, entry]];
  const set = Object.entries(entry.set).filter(([attribute]) => declared.has(attribute));
  return [[name, { ...entry, set: Object.fromEntries(set) }]];
}
