import type { Snapshot, Step } from '../../model/index.ts';
import { isLinkLocalText } from '../../model/ip.ts';
import { RT_TABLE } from '../../netlink/index.ts';
import { ownText } from '../../resources/address/terms.ts';
import { masterOf } from '../../resources/link/terms.ts';
import { renameLink } from '../../resources/rename.ts';
import { type World, worldOf } from '../../resources/world.ts';
import { type Found, fibOf } from '../fib/fib.ts';
import type { Path, Session, Way } from '../fib/session.ts';
import { settle, vrfOf } from '../fib/settled.ts';
import { isRename, namesBefore } from '../objects/former-names.ts';
import { culpritOf, type Loss } from './culprit.ts';
import { closedPort } from './receive-ports.ts';
import { disagreement, type Ends, endsOf } from './tunnel-ends.ts';
import { linkLoss, under } from './under.ts';

/** A session that a plan would cut off. */
export interface Endangered {
  readonly session: Session;
  /** What the session loses: a text that follows "would be cut off:" in a message. */
  readonly text: string;
  /** The step that causes the loss; null if no single step does. */
  readonly step: Step | null;
}

/** The states before and after a plan. Both use the names that links have after it. */
interface Outlook {
  readonly before: World;
  readonly after: World;
  readonly routeBefore: ReturnType<typeof fibOf>;
  readonly routeAfter: ReturnType<typeof fibOf>;
  readonly replaced: ReadonlySet<string>;
}

/**
 * The sessions that would lose their local address, their path to the remote end, or a link that they use. The state after the
 * plan counts: what is removed and added again in the same run cuts no session off. A link below a session that is deleted and
 * created again does, because the connection then depends on the success of every later step.
 * @param after the state after the plan (`planInWorld`); it is modified
 */
export function endangered(
  sessions: readonly Session[],
  steps: readonly Step[],
  snapshot: Snapshot,
  after: World,
): Endangered[] {
  const before = worldOf(snapshot);
  for (const step of steps.filter(isRename)) renameLink(before, step.before.name, step.after.name);
  settle(after, before);
  const outlook: Outlook = {
    before,
    after,
    routeBefore: fibOf(before),
    routeAfter: fibOf(after),
    replaced: new Set(
      steps.flatMap((step) =>
        step.action === 'replace' && step.before?.type === 'link' ? [step.before.name] : [],
      ),
    ),
  };
  const names = new Map([...namesBefore(steps)].map(([name, former]) => [former, name]));
  return sessions.flatMap((session) => {
    const loss = lossOf(inNewNames(session, names), outlook);
    return loss === undefined ? [] : [{ session, text: loss.text, step: culpritOf(loss, steps) }];
  });
}

function inNewNames(session: Session, names: ReadonlyMap<string, string>): Session {
  const { path, boundTo, ...rest } = session;
  const named = (link: string): string => names.get(link) ?? link;
  return {
    ...rest,
    ...(boundTo !== undefined && { boundTo: named(boundTo) }),
    ...(path !== undefined && { path: { ...path, link: named(path.link) } }),
  };
}

/**
 * The first loss found for a session; the kinds of loss that explain most come first. `inside`: the tunnels that are being looked
 * into.
 */
function lossOf(
  session: Session,
  outlook: Outlook,
  inside: ReadonlySet<string> = new Set(),
): Loss | undefined {
  const { path: way } = session;
  if (way === undefined) return addressLoss(session, outlook);
  const going = continuation(session, way, outlook);
  return (
    overLinks(way, going.path, outlook) ??
    addressLoss(session, outlook) ??
    wayLoss(session, way, going, outlook) ??
    throughTunnels(session, way, outlook, inside)
  );
}

/** The loss of a tunnel that a session goes through: both ends must keep matching settings, and a path to each other. */
function throughTunnels(
  session: Session,
  way: Way,
  outlook: Outlook,
  inside: ReadonlySet<string>,
): Loss | undefined {
  const { before, after, routeBefore } = outlook;
  const below = under(way.link, before);
  for (const name of below) {
    const [was, now] = [before.links.get(name), after.links.get(name)];
    if (was === undefined || now === undefined || inside.has(name)) continue;
    const remote = session.remote.address;
    const text = disagreement(was, now, remote);
    if (text !== undefined) return { kind: 'link', link: name, below, text };
    const ends = endsOf(was, remote);
    if (ends === undefined) continue;
    const closed = closedPort(was, ends, before, after);
    if (closed !== undefined) {
      const text = `the tunnel ${name}: its UDP port ${closed} closes`;
      return { kind: 'port', port: closed, below, text };
    }
    const outer = outerSession(ends);
    const found = routeBefore(outer);
    const [path] = found.paths;
    if (path === undefined) continue;
    const wrapped = { ...outer, path: { ...path, table: found.route?.table ?? RT_TABLE.MAIN } };
    const loss = lossOf(wrapped, outlook, new Set([...inside, name]));
    if (loss !== undefined) return { ...loss, text: `the tunnel ${name}: ${loss.text}` };
  }
  return undefined;
}

/** The outer packets of a tunnel, described as a session. */
const outerSession = ({ local, remote }: Ends): Session => ({
  family: remote.includes(':') ? 6 : 4,
  local: { address: local ?? '', port: 0 },
  remote: { address: remote, port: 0 },
  mark: 0,
});

/**
 * The path of a session after the plan that continues its present one: the same gateway, over the same link, or over one that is
 * above or below it. If the lookup does not find the path that the kernel uses now (because of rules that it does not know), the
 * table from which the kernel took the route is searched alone.
 */
function continuation(
  session: Session,
  way: Way,
  { before, after, routeBefore, routeAfter }: Outlook,
): Continuation {
  const same = (one: Path, other: Path): boolean =>
    one.via === other.via &&
    (one.link === other.link ||
      under(one.link, after).has(other.link) ||
      under(other.link, before).has(one.link));
  for (const question of [session, { ...session, table: way.table }]) {
    const old = routeBefore(question);
    if (!old.paths.some((one) => one.link === way.link && one.via === way.via)) continue;
    const now = routeAfter(question);
    const path = now.paths.find((one) => same(one, way));
    return { old, now, ...(path !== undefined && { path }) };
  }
  return { old: UNKNOWN, now: UNKNOWN, path: way };
}

interface Continuation {
  readonly old: Found;
  readonly now: Found;
  /** The path after the plan that continues the present one; absent if there is none. */
  readonly path?: Path;
}

const UNKNOWN: Found = { paths: [] };

/** The loss of a link that the session goes through: it lets no packets through any more, or becomes a port of a master. */
function overLinks(
  path: Path,
  goesOn: Path | undefined,
  { before, after, replaced }: Outlook,
): Loss | undefined {
  const below = under(path.link, before);
  // If the path continues over a lower link of the old one, only that one matters: a bridge is deleted, say, and its address
  // moves to its port.
  const link = goesOn !== undefined && below.has(goesOn.link) ? goesOn.link : path.link;
  const loss = linkLoss(link, before, after, replaced);
  if (loss !== undefined) {
    const reason = after.lost.get(`link ${loss.link}`)?.reason;
    return {
      kind: 'link',
      link: loss.link,
      below,
      text: reason === undefined ? loss.text : `${loss.text} (${reason})`,
    };
  }
  const master = goesOn === undefined ? undefined : takenBy(goesOn.link, after);
  if (goesOn === undefined || master === undefined || takenBy(goesOn.link, before) === master)
    return undefined;
  return { kind: 'link', link: goesOn.link, below, text: `${goesOn.link} becomes a port of ${master}` };
}

/** The master that takes over the packets that a port receives; a VRF leaves them to the port. */
function takenBy(name: string, world: World): string | undefined {
  const link = world.links.get(name);
  const [master] = link === undefined ? [] : masterOf(link);
  return master === undefined || world.links.get(master)?.kind === 'vrf' ? undefined : master;
}

function addressLoss({ local, boundTo, path }: Session, { before, after }: Outlook): Loss | undefined {
  const { address } = local;
  const own = boundTo ?? path?.link;
  const holders = (world: World): string[] =>
    world.addresses
      .where(ownText, address)
      .map(([, { link }]) => link)
      .filter((link) => !isLinkLocalText(address) || own === undefined || link === own);
  const [had, has] = [holders(before), holders(after)];
  if (had.length === 0) return undefined;
  const below = new Set(had.flatMap((link) => [...under(link, before)]));
  if (has.length === 0) return { kind: 'address', address, below, text: `its address ${address} goes` };
  const vrfs = new Set(had.map((link) => vrfOf(link, before)));
  const [moved] = has;
  if (moved === undefined || has.some((link) => vrfs.has(vrfOf(link, after)))) return undefined;
  const vrf = vrfOf(moved, after);
  const where = vrf === null ? `out of VRF ${[...vrfs].join(', ')}` : `into VRF ${vrf}`;
  return { kind: 'address', address, below, text: `its address ${address} moves ${where}` };
}

function wayLoss(
  { remote }: Session,
  way: Way,
  { old, now, path }: Continuation,
  { before }: Outlook,
): Loss | undefined {
  if (path !== undefined) return undefined;
  const { address } = remote;
  const [instead] = now.paths;
  return {
    kind: 'way',
    ...(old.route !== undefined && { old: old.route }),
    ...(now.route !== undefined && { now: now.route }),
    below: under(way.link, before),
    text:
      instead === undefined
        ? `there is no way to ${address} any more`
        : `the way to ${address} becomes ${pathText(instead)} instead of ${pathText(way)}`,
  };
}

const pathText = ({ link, via }: Path): string => (via === null ? `dev ${link}` : `via ${via} dev ${link}`);
