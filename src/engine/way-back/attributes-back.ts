import { alternativeNamesOf, type Item, type Snapshot, type Step } from '../../model/index.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { lowersOf } from '../../model/language/references.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import type { ChangedAttributes } from '../objects/changed-attributes.ts';
import { closure } from '../objects/closure.ts';
import { isRename } from '../objects/former-names.ts';

/** The changed attributes of each changed link, by its earlier name. Attributes that change as a side effect are included. */
export function changedAttributes(
  steps: readonly Step[],
  former: ReadonlyMap<string, string>,
  kinds: ReadonlyMap<unknown, string>,
): ChangedAttributes {
  const changed = new Map<string, Set<string>>();
  for (const step of steps) {
    if (step.before?.type !== 'link' || step.action !== 'change') continue;
    const name = isRename(step) ? step.before.name : (former.get(step.before.name) ?? step.before.name);
    const known = changed.get(name) ?? new Set();
    const { saidWith } = KINDS.get(step.before.kind) ?? {};
    for (const { attribute } of step.changes)
      for (const name of [attribute, ...(saidWith?.[attribute] ?? [])]) known.add(name);
    if (step.changes.some(({ attribute }) => changesMtu(attribute, step.before))) known.add('mtu');
    if (joinsTaker(step, kinds)) known.add('mtu');
    // A link that is renamed to one of its alternative names loses that alternative name.
    if (
      isRename(step) &&
      step.after?.type === 'link' &&
      alternativeNamesOf(step.before).includes(step.after.name)
    )
      known.add('alternative-names');
    changed.set(name, known);
  }
  return changed;
}

/** Adds the MAC address of bonds and teams that lost ports: when these are back, it may be that of another port. */
export function withMacsAlong(
  changed: ChangedAttributes,
  steps: readonly Step[],
  kinds: ReadonlyMap<unknown, string>,
): ChangedAttributes {
  const masters = steps.flatMap(({ before: live, action, changes }) => {
    if (live?.type !== 'link') return [];
    const { master } = live.attributes;
    const leaves = action !== 'change' || changes.some(({ attribute }) => attribute === 'master');
    const isTaker = typeof master === 'string' && MASTERS[kinds.get(master) ?? '']?.takesPortsOver === true;
    return leaves && isTaker ? [master] : [];
  });
  return withAttribute('macaddress', masters, changed);
}

/** Adds the VLANs of bridges that got another default PVID, and of their ports (__br_vlan_set_default_pvid). */
export function withVlansAlong(changed: ChangedAttributes, { links }: Snapshot): ChangedAttributes {
  const moved = [...changed].flatMap(([name, own]) => (own.has('bridge.default-pvid') ? [name] : []));
  if (moved.length === 0) return changed;
  const bridges = new Set(moved);
  const ports = links.flatMap(({ name, attributes: { master } }) =>
    bridges.has(String(master)) ? [name] : [],
  );
  return withAttribute('bridge-port.vlans', ports, withAttribute('bridge.vlans', moved, changed));
}

/** Adds an attribute to the changed ones of these links. */
export function withAttribute(
  attribute: string,
  names: Iterable<string>,
  changed: ChangedAttributes,
): ChangedAttributes {
  const all = new Map(changed);
  for (const name of names) all.set(name, new Set([...(all.get(name) ?? []), attribute]));
  return all;
}

/** Whether the link is, or becomes, a port of a bond or team, which sets its MTU. */
const joinsTaker = ({ before, after }: Step, kinds: ReadonlyMap<unknown, string>): boolean =>
  [before, after].some(
    (item) =>
      item?.type === 'link' && MASTERS[kinds.get(item.attributes['master']) ?? '']?.takesPortsOver === true,
  );

/**
 * Whether a change of the attribute can change the MTU: that of a tunnel falls to what its new lower device allows
 * (vxlan_config_apply), for some kinds with any change of their attributes.
 */
function changesMtu(attribute: string, before: Item | null): boolean {
  if (before?.type !== 'link') return false;
  const kind = KINDS.get(before.kind);
  return attribute === 'link' || (kind?.adaptsMtu === true && attribute in kind.rows());
}

/**
 * Adds the MTU of all links whose MTU depends on that of another one which changed: the devices on it, and the bridge that it is
 * a port of, repeatedly. `concerned` are deleted links, and masters that got or lost ports.
 */
export function withMtusAlong(
  changed: ChangedAttributes,
  concerned: ReadonlySet<string>,
  { links }: Snapshot,
): ChangedAttributes {
  const first = [...changed].flatMap(([name, attributes]) => (attributes.has('mtu') ? [name] : []));
  for (const name of concerned) first.push(name);
  const masters = new Map(links.map(({ name, attributes }) => [name, attributes['master']]));
  let along: ReadonlySet<string> = new Set(first);
  for (let count = -1; count !== along.size; ) {
    count = along.size;
    const bridges = [...along].flatMap((name) => masters.get(name) ?? []).map(String);
    along = closure(new Set([...along, ...bridges]), links, (link) => lowersOf(link.attributes));
  }
  return withAttribute('mtu', along, changed);
}

/**
 * Adds the state of VLAN devices on links whose state changed: they come up with their lower device, even if they were down
 * before.
 */
export function withStatesAlong(changed: ChangedAttributes, { links }: Snapshot): ChangedAttributes {
  const first = [...changed].flatMap(([name, attributes]) => (attributes.has('state') ? [name] : []));
  const along = closure(new Set(first), links, ({ kind, attributes: { link: lower } }) =>
    kind === 'vlan' ? [lower] : [],
  );
  return withAttribute('state', along, changed);
}
