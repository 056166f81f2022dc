import type { Link } from '../../model/index.ts';
import { lowersOfLink, masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import { formOnPort } from './bridge-way.ts';

/** What becomes of the links that a session goes over. */
export interface LinkLoss {
  readonly link: string;
  readonly text: string;
}

/** A link and all that its packets go through: what it stands on, its ports, and so on. */
export function under(name: string, world: World): ReadonlySet<string> {
  const all = new Set<string>();
  const add = (one: string): void => {
    const link = world.links.get(one);
    if (link === undefined || all.has(one)) return;
    all.add(one);
    for (const lower of lowersOfLink(link)) add(lower);
    for (const [port] of portsOf(link, world)) add(port);
  };
  add(name);
  return all;
}

/** A VRF has ports, but no packet goes through it to them. */
const portsOf = (link: Link, world: World): readonly (readonly [string, Link])[] =>
  link.kind === 'vrf' ? [] : world.links.where(masterOf, link.name);

/** Names of links that a step deletes and makes anew. */
export type Replaced = ReadonlySet<string>;

/**
 * Why nothing gets through a link any more when it got through before; undefined when it still does. It needs everything
 * that it stands on, and one of the ports that it had.
 */
export function linkLoss(
  name: string,
  before: World,
  after: World,
  replaced: Replaced,
  seen: ReadonlySet<string> = new Set(),
  vlan: number | null = null,
): LinkLoss | undefined {
  const was = before.links.get(name);
  if (was === undefined || seen.has(name)) return undefined;
  const known = new Set([...seen, name]);
  const own = was.kind === 'vlan' ? Number(was.attributes['vlan.id']) : null;
  for (const lower of lowersOfLink(was)) {
    const loss = linkLoss(lower, before, after, replaced, known, own);
    if (loss !== undefined) return loss;
  }
  const now = after.links.get(name);
  const gone = ownLoss(was, now, replaced);
  if (gone !== undefined || now === undefined) return gone;
  const there = under(name, after);
  for (const lower of lowersOfLink(was)) {
    if (before.links.has(lower) && !there.has(lower))
      return { link: name, text: `${name} no longer stands on ${lower}` };
  }
  return portsLoss(was, { before, after, there, replaced, known, vlan });
}

function ownLoss(was: Link, now: Link | undefined, replaced: Replaced): LinkLoss | undefined {
  const { name } = was;
  if (replaced.has(name)) return { link: name, text: `${name} is deleted and made anew` };
  if (now === undefined) return { link: name, text: `${name} goes` };
  const goesDown = was.attributes['state'] !== 'down' && now.attributes['state'] === 'down';
  return goesDown ? { link: name, text: `${name} goes down` } : undefined;
}

interface Ports {
  readonly before: World;
  readonly after: World;
  /** The links below the master afterwards. */
  readonly there: ReadonlySet<string>;
  readonly replaced: Replaced;
  readonly known: ReadonlySet<string>;
  /** Of the VLAN device on the master that packets come from, if it is one. */
  readonly vlan: number | null;
}

function portsLoss(master: Link, around: Ports): LinkLoss | undefined {
  const { before, after, there, replaced, known } = around;
  const ports = portsOf(master, before).filter(
    ([port, { attributes }]) => attributes['state'] !== 'down' && formBefore(master, port, around) !== null,
  );
  let first: LinkLoss | undefined;
  for (const [port] of ports) {
    const loss = there.has(port)
      ? (linkLoss(port, before, after, replaced, known) ?? vlanLoss(master, port, around))
      : { link: port, text: `${port} leaves ${master.name}` };
    if (loss === undefined) return undefined;
    first ??= loss;
  }
  return first;
}

const formBefore = ({ kind, name }: Link, port: string, { before, vlan }: Ports): string | null =>
  kind === 'bridge' ? formOnPort(name, port, vlan, before) : '';

/** A port of a bridge that no longer lets through what it did, in the form in which it did. */
function vlanLoss(master: Link, port: string, around: Ports): LinkLoss | undefined {
  const form = formBefore(master, port, around);
  if (master.kind !== 'bridge' || form === formOnPort(master.name, port, around.vlan, around.after))
    return undefined;
  return { link: port, text: `${port} no longer carries ${form} of ${master.name}` };
}
