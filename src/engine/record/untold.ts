import type { Attributes, Link, Snapshot, Step } from '../../model/index.ts';
import { defaultWith } from '../../resources/link/usual.ts';
import type { StateRecord } from './record.ts';

/** Attributes of links of ours that the kernel takes and does not tell, by kind (l2tp_nl_session_send). */
const UNTOLD: Readonly<Record<string, readonly string[]>> = { l2tp: ['l2tp.layer2-specific-header'] };

/** The live state with what the kernel does not tell of our links, as we made them. */
export const withUntold = (snapshot: Snapshot, { links: record }: StateRecord): Snapshot =>
  completed(snapshot, ({ name, kind, index }) => {
    const entry = record[name];
    if (entry?.created !== true || entry.kind !== kind || entry.index !== index) return undefined;
    return Object.fromEntries(Object.entries(entry.set).map(([attribute, { ours }]) => [attribute, ours]));
  });

/** The live state with what the kernel does not tell of links that the steps have made. */
export function withUntoldOf(steps: readonly Step[], before: Snapshot, snapshot: Snapshot): Snapshot {
  return completed(snapshot, ({ name, index }) => {
    if (before.links.some((link) => link.name === name && link.index === index)) return undefined;
    const maker = steps.findLast(
      ({ action, after }) =>
        (action === 'create' || action === 'replace') && after?.type === 'link' && after.name === name,
    );
    return maker?.after?.type === 'link' ? maker.after.attributes : undefined;
  });
}

/** Completes the links of which `saidOf` knows what was said when they were made: what was not is the default. */
function completed(snapshot: Snapshot, saidOf: (link: Link) => Attributes | undefined): Snapshot {
  if (!snapshot.links.some(({ kind }) => kind in UNTOLD)) return snapshot;
  const told = (link: Link): Link => {
    const names = UNTOLD[link.kind];
    const said = names === undefined ? undefined : saidOf(link);
    if (names === undefined || said === undefined) return link;
    const attributes = { ...link.attributes };
    for (const name of names) {
      const value = attributes[name] ?? said[name] ?? defaultWith(link.kind, said, name);
      if (value !== undefined) attributes[name] = value;
    }
    return { ...link, attributes };
  };
  return { ...snapshot, links: snapshot.links.map(told) };
}
