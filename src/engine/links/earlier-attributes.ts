import type { Attributes, Link, Value } from '../../model/index.ts';
import { isOfPort, MASTERS, PATH_COST } from '../../model/language/masters.ts';
import { isSetting } from '../../resources/link/details/settings.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import { mtuBelow } from '../../resources/link/overhead.ts';
import { defaultWith, goesAlong } from '../../resources/link/usual.ts';
import type { World } from '../../resources/world.ts';
import { withoutNoAddress } from './kept-addresses.ts';
import type { LinkContext } from './link-context.ts';
import { MII, usualMii } from './mii-of-mode.ts';
import { isReceivedOn } from './receivers.ts';
import { isSaidBeside } from './shared-back.ts';
import { isTraffic, trafficBack } from './traffic-back.ts';
import { HEADERS } from './tunnel-headers.ts';
import { usualMtu } from './usual-mtu.ts';
import { usualMtuOfTunnel } from './usual-tunnel-mtu.ts';
import { usualVlans } from './usual-vlans.ts';

/**
 * Earlier attributes as they can be restored now: without a master or lower device that is missing or has become something else,
 * and without a master that would take over packets which a link on this one receives. Values that the kernel chooses (the MTU,
 * the cost of a port, settings of a link of ours) are replaced by its usual choice, or left out if that is not known.
 */
export function present(
  earlier: Attributes,
  live: Link,
  { world, wanted, machine }: Pick<LinkContext, 'world' | 'wanted' | 'machine'>,
): Attributes {
  const cannotServe = (other: Link): boolean => {
    const master = MASTERS[other.kind];
    return master === undefined || (master.receives === true && isReceivedOn(live.name, { world, wanted }));
  };
  /** A link that is made anew as another kind. A NIC is declared without its kind. */
  const toBe = (other: Link): Link => {
    const then = wanted.get(other.name);
    return then === undefined || then.kind === 'physical' ? other : then;
  };
  const said = wanted.get(live.name)?.attributes;
  return Object.fromEntries(
    Object.entries(earlier).flatMap(([name, value]): [string, Value][] => {
      if (name === 'mtu' && value === null) {
        const then = { ...live, attributes: { ...live.attributes, ...earlier, ...said } };
        const usual =
          usualMtu(live, world) ?? machine?.mtuOfNew?.(live.kind) ?? usualMtuOfTunnel(then, world);
        return usual === undefined ? [] : [[name, usual]];
      }
      if (name === PATH_COST && value === null) {
        const usual = live.facts?.usualPathCost;
        return usual === undefined ? [] : [[name, usual]];
      }
      if (value === null && isSetting(name)) {
        const usual = machine?.settingOfNew?.(name);
        return usual === undefined ? [] : [[name, usual]];
      }
      if (isTraffic(name)) return [[name, trafficBack(name, earlier, live, world)]];
      if (name === MII && value === 0) return [[name, usualMii({ ...live.attributes, ...earlier, ...said })]];
      if (value === null && goesAlong(live.kind, name)) {
        const usual = defaultWith(live.kind, { ...live.attributes, ...earlier, ...said }, name);
        return usual === undefined ? [] : [[name, usual]];
      }
      const vlans = usualVlans(name, value, live, { world, wanted });
      if (vlans !== undefined) return [[name, vlans]];
      const other = typeof value === 'string' ? world.links.get(value) : undefined;
      const missing =
        (name === 'master' || name === 'link') &&
        typeof value === 'string' &&
        (other === undefined || (name === 'master' && cannotServe(toBe(other))));
      return [[name, missing ? (name === 'master' ? null : (live.attributes[name] ?? null)) : value]];
    }),
  );
}

/**
 * Earlier values of attributes that are not declared, as far as they can be restored in place. Declared attributes that have to
 * wait for the ports count as declared.
 */
export function earlierInPlace(live: Link, context: LinkContext): Attributes {
  const { ownership, wanted, world } = context;
  const declared = wanted.get(live.name)?.attributes ?? {};
  const earlier = ownership.earlier(live);
  const left = Object.keys(earlier).filter(
    (name) => !(name in declared) && !isSaidBeside(name, live, context),
  );
  if (left.length === 0) return NONE;
  const { master } = { ...live.attributes, ...earlier, ...declared };
  const kind = (wanted.get(String(master)) ?? world.links.get(String(master)))?.kind;
  const names = left.filter((name) => isOf(kind, name));
  const undeclared = Object.fromEntries(names.map((name) => [name, earlier[name] ?? null]));
  const taker = names.includes('mtu') ? takerOf(live, context) : undefined;
  const found = taker === undefined ? undeclared : withMtuOf(taker, live, undeclared, context);
  const possible = withoutNoAddress({
    ...present(found, live, context),
    ...asNewTunnel(found, live, context),
  });
  return inPlace(withinRoom(possible, { ...live.attributes, ...declared }, live, world), live);
}

/**
 * The MTU of a tunnel of ours that is as if it were created now, if that is known: what it had may be due to other headers, or
 * another way to its remote end.
 */
function asNewTunnel(found: Attributes, live: Link, context: LinkContext): Attributes {
  const isTunnels = typeof found['mtu'] === 'number' && HEADERS[live.kind] !== undefined;
  if (!isTunnels || !context.ownership.owns(live)) return NONE;
  const { mtu } = present({ ...found, mtu: null }, live, context);
  return mtu === undefined ? NONE : { mtu };
}

/** Whether a link can have the attribute as a port of a master of this kind, or without being a port. */
const isOf = (master: string | undefined, attribute: string): boolean =>
  !isOfPort(attribute) || attribute.startsWith(MASTERS[master ?? '']?.prefix ?? '-');

/** An earlier MTU, lowered to what the lower devices allow now. */
function withinRoom(earlier: Attributes, others: Attributes, live: Link, world: World): Attributes {
  const { mtu } = earlier;
  const fits =
    typeof mtu === 'number' ? mtuBelow({ ...live, attributes: { ...others, ...earlier } }, world) : undefined;
  return fits === undefined || Number(mtu) <= fits ? earlier : { ...earlier, mtu: fits };
}

/** The master that the link is or will be a port of, if it sets the MTU of its ports. */
export function takerOf({ name }: Link, { wanted, world }: LinkContext): Link | undefined {
  const master = String(wanted.get(name)?.attributes['master']);
  const taker = wanted.get(master) ?? world.links.get(master);
  return MASTERS[taker?.kind ?? '']?.takesPortsOver === true ? taker : undefined;
}

/** A new port gets the MTU of its master. An existing one must be set to it if the master does not see to that itself. */
function withMtuOf(
  taker: Link,
  live: Link,
  { mtu: before, ...others }: Attributes,
  { world }: LinkContext,
): Attributes {
  const isNew = live.attributes['master'] !== taker.name;
  if (isNew || MASTERS[taker.kind]?.fixesMtu === true) return others;
  return { ...others, mtu: world.links.get(taker.name)?.attributes['mtu'] ?? before ?? null };
}

const NONE: Attributes = {};

/** Earlier attributes without those for which the link would be created again, unless its other end goes without them, too. */
function inPlace(earlier: Attributes, live: Link): Attributes {
  if (KINDS.get(live.kind)?.agreed === true) return earlier;
  const differences = links.differences({ ...live, attributes: earlier }, live);
  const lasting = new Set(differences.flatMap(({ attribute, how }) => (how === 'create' ? [attribute] : [])));
  if (lasting.size === 0) return earlier;
  return Object.fromEntries(Object.entries(earlier).filter(([name]) => !lasting.has(name)));
}
