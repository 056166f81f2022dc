import type { Link } from '../../model/index.ts';
import { lowersOfLink, masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import { formOnPort } from './bridge-way.ts';

/** A link that no longer carries a session, and the message that says why. */
export interface LinkLoss {
  readonly link: string;
  readonly text: string;
}

/** A link and all links that its packets go through: its lower links, its ports, and theirs. */
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

/** The ports of a master; none for a VRF, as packets do not go through it to its ports. */
const portsOf = (link: Link, world: World): readonly (readonly [string, Link])[] =>
  link.kind === 'vrf' ? [] : world.links.where(masterOf, link.name);

/** Names of links that a step deletes and creates again. */
export type Replaced = ReadonlySet<string>;

/**
 * Why packets no longer get through a link that let them through before; undefined if they still do. It needs all its lower
 * links, and at least one of the ports that it had.
 * @param vlan the VLAN id of the device on the link that the packets come from; null if they do not come from one
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
  /** The master and the links below it after the plan. */
  readonly there: ReadonlySet<string>;
  readonly replaced: Replaced;
  readonly known: ReadonlySet<string>;
  /** The VLAN id of the device on the master that packets come from; null if they do not come from one. */
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

/** The loss if a port of a bridge no longer carries the bridge's packets in the form in which it did (`formOnPort`). */
function vlanLoss(master: Link, port: string, around: Ports): LinkLoss | undefined {
  const form = formBefore(master, port, around);
  if (master.kind !== 'bridge' || form === formOnPort(master.name, port, around.vlan, around.after))
    return undefined;
  return { link: port, text: `${port} no longer carries ${form} of ${master.name}` };
}
