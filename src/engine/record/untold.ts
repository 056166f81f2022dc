import type { Link, Snapshot, Step } from '../../model/index.ts';
import { defaultWith } from '../../resources/link/usual.ts';
import type { StateRecord } from './record.ts';

/** Attributes of links of ours that the kernel takes and does not tell, by kind (l2tp_nl_session_send). */
const UNTOLD: Readonly<Record<string, readonly string[]>> = { l2tp: ['l2tp.layer2-specific-header'] };

/** The live state with what the kernel does not tell of our links, as we made them. */
export function withUntold(snapshot: Snapshot, { links: record }: StateRecord): Snapshot {
  if (!snapshot.links.some(({ kind }) => kind in UNTOLD)) return snapshot;
  const told = (link: Link): Link => {
    const names = UNTOLD[link.kind];
    const entry = record[link.name];
    if (names === undefined || entry?.created !== true || entry.kind !== link.kind) return link;
    if (entry.index !== link.index) return link;
    const known = names.flatMap((name) => {
      const value =
        link.attributes[name] ?? entry.set[name]?.ours ?? defaultWith(link.kind, link.attributes, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { ...link, attributes: { ...link.attributes, ...Object.fromEntries(known) } };
  };
  return { ...snapshot, links: snapshot.links.map(told) };
}

/** The live state with what the kernel does not tell of links that the steps have made. */
export function withUntoldOf(steps: readonly Step[], before: Snapshot, snapshot: Snapshot): Snapshot {
  if (!snapshot.links.some(({ kind }) => kind in UNTOLD)) return snapshot;
  const indexes = new Map(before.links.map(({ name, index }) => [name, index]));
  const told = (link: Link): Link => {
    const names = UNTOLD[link.kind];
    if (names === undefined || indexes.get(link.name) === link.index) return link;
    const maker = steps.findLast(
      ({ action, after }) =>
        (action === 'create' || action === 'replace') && after?.type === 'link' && after.name === link.name,
    );
    if (maker?.after?.type !== 'link') return link;
    const { attributes } = maker.after;
    const known = names.flatMap((name) => {
      const value = attributes[name] ?? defaultWith(link.kind, attributes, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { ...link, attributes: { ...link.attributes, ...Object.fromEntries(known) } };
  };
  return { ...snapshot, links: snapshot.links.map(told) };
}
