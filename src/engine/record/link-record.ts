import { type Link, type Step, sameValue, type Value } from '../../model/index.ts';
import { isOfPort } from '../../model/language/masters.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { hasSecrets } from '../../model/secrets.ts';
import { goesAlong, isPassing, usualValue } from '../../resources/link/usual.ts';
import { hasUsualMtu } from '../links/usual-mtu.ts';
import { vlansByPvid } from '../links/usual-vlans.ts';
import { KEEPS_PVID } from '../links/vlans-along.ts';

/** What nlapply has done to one link. */
export interface LinkRecord {
  readonly kind: string;
  /** Whether nlapply created the link. If so, it is deleted when it is no longer declared. */
  readonly created: boolean;
  /** The index of a link that nlapply created, as seen after the run. */
  readonly index?: number;
  /** For a link that nlapply gave another name: the one that it had before, and its index. */
  readonly renamed?: { readonly from: string; readonly index: number };
  /** The MTU that the link had when it joined its master. A bond or a team gives it back when the link leaves. */
  readonly joinedWithMtu?: number;
  /**
   * The attributes that nlapply set: their values, and the values to restore, which are those that it found, or the kernel's defaults if
   * it created the link.
   */
  readonly set: Readonly<Record<string, { readonly ours: Value; readonly before: Value }>>;
  /**
   * Attributes that were set when the link was created or became a port, and whose value without nlapply is not known, such as a MAC
   * address. They cannot be restored.
   */
  readonly said?: readonly string[];
}

/** The declared attributes of every live link. */
export interface DeclaredAttributes {
  get(link: string): { has(attribute: string): boolean } | undefined;
}

/** Updates the recorded links after a step. */
export function recordLink(links: Map<string, LinkRecord>, step: Step): void {
  if (step.reason === KEEPS_PVID) return;
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
  const { said: _, renamed: __, ...rest } = own;
  const entry: LinkRecord = { ...rest, ...saidInAll(step, own), ...naming(before, after, own) };
  links.set(
    after.name,
    entry.created
      ? { ...entry, set: { ...entry.set, ...changesOfOurs(after.kind, step, entry) } }
      : {
          ...entry,
          ...joining(step),
          set: { ...entry.set, ...changesOf(step, entry, pvidBy(links, after)) },
        },
  );
}

/** The name that the link had first, as long as it has another one. */
function naming(
  { name, index }: Link,
  after: Link,
  { created, renamed }: LinkRecord,
): Pick<LinkRecord, 'renamed'> {
  if (created || index === undefined) return {};
  const from = renamed?.index === index ? renamed.from : name;
  return from === after.name ? {} : { renamed: { from, index } };
}

/** The default PVID that we gave to the bridge of a port; undefined if we did not. */
const pvidBy = (
  links: ReadonlyMap<string, LinkRecord>,
  { attributes: { master } }: Link,
): Value | undefined => links.get(String(master))?.set['bridge.default-pvid']?.ours;

/** The entry of a created link. Attributes with their default values need no entry. Keys are secrets, and not recorded. */
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

/** The entry of a link of ours after a change: the new values, and the defaults that they replaced. */
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
        attribute in set ? set[attribute]?.before : defaultOf(kind, attributes, attribute, before);
      return found === undefined ? [] : [[attribute, { ours: after, before: found }]];
    }),
  );
}

/**
 * What an attribute of a link of ours is without us; what it has been until now if that is not known. The MTU that it had
 * until now may be due to lower devices or ports that have another one later.
 */
function defaultOf(
  kind: string,
  attributes: Link['attributes'],
  name: string,
  before: Value | undefined,
): Value | undefined {
  if ((name === 'mtu' && hasUsualMtu(kind)) || goesAlong(kind, name)) return null;
  const usual = usualValue(kind, attributes, name);
  // None is a default, too, of what was not set until now.
  return usual ?? before ?? usual;
}

function joining({ before, changes }: Step): Pick<LinkRecord, 'joinedWithMtu'> {
  if (!joins(changes) || before?.type !== 'link' || before.attributes['master'] !== null) return {};
  // If the MTU is changed in the same step, that happens before the link joins.
  const changed = changes.find(({ attribute }) => attribute === 'mtu')?.after;
  const mtu = changed ?? before.attributes['mtu'];
  return typeof mtu === 'number' ? { joinedWithMtu: mtu } : {};
}

const joins = (changes: Step['changes']): boolean =>
  changes.some(({ attribute, after }) => attribute === 'master' && typeof after === 'string');

/** Port attributes that are set as a link joins have no earlier value. Those without a known default cannot be restored. */
function saidInAll({ changes }: Step, { kind, set, said = [] }: LinkRecord): Pick<LinkRecord, 'said'> {
  const joined = changes.filter(
    ({ attribute, before }) =>
      before === undefined &&
      isOfPort(attribute) &&
      !(attribute in set) &&
      usualOfPort(kind, attribute) === undefined,
  );
  // Port attributes are lost when the link leaves its master.
  const moves = changes.some(({ attribute }) => attribute === 'master');
  const kept = moves ? said.filter((name) => !isOfPort(name)) : said;
  const all = [...new Set([...kept, ...joined.map(({ attribute }) => attribute)])];
  return all.length > 0 ? { said: all } : {};
}

const usualOfPort = (kind: string, name: string): Value | undefined =>
  isOfPort(name) ? usualValue(kind, {}, name) : undefined;

/**
 * The attributes that were set. The value to restore is the one that was found first; VLANs that the port had only because
 * of the default PVID that we gave to its bridge are those of a new port, as they go along with that.
 */
function changesOf(
  { before: live, changes }: Step,
  { kind, set, joinedWithMtu, said = [] }: LinkRecord,
  pvid: Value | undefined,
): LinkRecord['set'] {
  // A bond takes the ports that leave it down (bond_release_one). One that was up is to be up again.
  const state = joins(changes) && live?.type === 'link' ? live.attributes['state'] : undefined;
  const all =
    state === undefined ? changes : [{ attribute: 'state', before: state, after: 'up' }, ...changes];
  return Object.fromEntries(
    all.flatMap(({ attribute, before, after = null }) => {
      // The value that a link has after leaving its master, or as a new port, cannot be observed beforehand.
      const unseen = attribute === 'mtu' ? joinedWithMtu : usualOfPort(kind, attribute);
      const isUsual =
        attribute === 'bridge-port.vlans' &&
        pvid !== undefined &&
        sameValue(before ?? null, vlansByPvid(pvid));
      const seen = before === undefined || isUsual ? unseen : before;
      const found = attribute in set ? set[attribute]?.before : seen;
      if (attribute === 'name' || found === undefined || said.includes(attribute)) return [];
      return [[attribute, { ours: after, before: found }]];
    }),
  );
}

/** The entries without attributes that are no longer declared: they are back at their earlier values, or others have changed them. */
export function prune(
  name: string,
  entry: LinkRecord,
  declared: ReturnType<DeclaredAttributes['get']>,
): [string, LinkRecord][] {
  // A link of ours that is neither there nor declared was deleted by others. A later link of that name is not ours.
  // A missing NIC may come back, so its entry is kept.
  if (declared === undefined) return entry.created ? [] : [[name, entry]];
  const all = Object.keys(entry.set);
  const isKept = (attribute: string): boolean => declared.has(attribute) || isForGood(attribute, entry);
  const kept = all.filter(isKept);
  if (!entry.created && kept.length === 0 && entry.renamed === undefined) return [];
  if (kept.length === all.length) return [[name, entry]];
  const set = Object.entries(entry.set).filter(([attribute]) => isKept(attribute));
  return [[name, { ...entry, set: Object.fromEntries(set) }]];
}

/** A bridge that was given an MTU never follows its ports again (br_mtu_auto_adjust): we see to that. */
const isForGood = (attribute: string, { kind, created }: LinkRecord): boolean =>
  created && kind === 'bridge' && attribute === 'mtu';
