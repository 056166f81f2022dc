import type { Plan, Step } from '../../../src/model/index.ts';
import { kindOf, type State } from './dump.ts';

/** What an event of `ip -o monitor` is about. */
type Event =
  | {
      readonly about: 'link';
      readonly name: string;
      readonly deleted: boolean;
      readonly up: boolean;
      readonly mtu: number;
      readonly master: string | null;
      readonly line: string;
    }
  | {
      readonly about: 'address';
      readonly link: string;
      readonly address: string;
      readonly six: boolean;
      readonly deleted: boolean;
      readonly line: string;
    }
  | { readonly about: 'route'; readonly key: string; readonly link: string; readonly line: string }
  | { readonly about: 'rule'; readonly priority: number; readonly line: string };

const LINK = /^(Deleted )?\d+: ([^:@\s]+)(?:@\S+)?: <([A-Z0-9_,-]*)> mtu (\d+) (.*)$/;
const ADDRESS = /^(Deleted )?\d+: (\S+) +inet6? (\S+)(.*)$/;
const RULE = /^(Deleted )?(\d+):\s+(not |from )/;

export function eventOf(line: string): Event | undefined {
  const link = LINK.exec(line);
  if (link !== null) {
    const [, deleted, name = '', flags = '', mtu, rest = ''] = link;
    // A bridge tells of its ports in messages of its own, which say less.
    if (!/ group /.test(` ${rest}`)) return undefined;
    const master = /(?:^| )master (\S+)/.exec(rest)?.[1] ?? null;
    return {
      about: 'link',
      name,
      deleted: deleted !== undefined,
      up: flags.split(',').includes('UP'),
      mtu: Number(mtu),
      master,
      line,
    };
  }
  const address = ADDRESS.exec(line);
  if (address !== null) {
    const [, deleted, name = '', text = '', rest = ''] = address;
    if (/proto kernel|^fe80:(?!:77\/)/.test(`${text} ${rest}`)) return undefined;
    return {
      about: 'address',
      link: name,
      address: text.split('/')[0] ?? text,
      six: text.includes(':'),
      deleted: deleted !== undefined,
      line,
    };
  }
  const rule = RULE.exec(line);
  if (rule !== null)
    return /proto kernel/.test(line) ? undefined : { about: 'rule', priority: Number(rule[2]), line };
  return routeEvent(line);
}

const TYPES =
  /^(Deleted )?(?:(blackhole|unreachable|prohibit|throw|local|broadcast|anycast|multicast|unicast) )?(default|[0-9a-f.:]+(?:\/\d+)?) (.*)$/;

function routeEvent(line: string): Event | undefined {
  const [, , kind, dst = '', rest = ''] = TYPES.exec(line) ?? [];
  if (
    dst === '' ||
    /proto (kernel|ra) /.test(`${rest} `) ||
    ['broadcast', 'anycast', 'multicast'].includes(kind ?? '')
  )
    return undefined;
  const six = dst.includes(':') || / pref | via inet6 /.test(` ${rest} `) || /^via [0-9a-f]*:/.test(rest);
  const to =
    dst === 'default' ? (six ? '::/0' : '0.0.0.0/0') : dst.includes('/') ? dst : `${dst}/${six ? 128 : 32}`;
  const said = / table (\S+)/.exec(` ${rest}`)?.[1] ?? 'main';
  const table = said === 'main' ? '254' : said === 'local' ? '255' : said;
  const metric = / metric (\d+)/.exec(` ${rest}`)?.[1] ?? '0';
  return {
    about: 'route',
    key: `${to} table ${table} metric ${metric}`,
    link: /dev (\S+)/.exec(rest)?.[1] ?? '',
    line,
  };
}

/** What the events and the plan do not have in common; `before`: the state that the plan was made for. */
export function unlikePlan(lines: readonly string[], plan: Plan, before: State): string[] {
  const events = lines.flatMap((line) => eventOf(line) ?? []);
  const said = [...plan.problems.map((p) => p.message), ...plan.steps.flatMap((s) => s.notes)].join('\n');
  // What a later look found to be impossible has been told of.
  const made = plan.steps.filter(({ name }) => !said.includes(`${name} is left out`));
  return [...unplanned(events, plan, said, before), ...unseen(events, made)];
}

function unplanned(events: readonly Event[], { steps }: Plan, said: string, before: State): string[] {
  const mentions = (word: string): boolean => said.split(/[\s,;:]+/).includes(word);
  const ofLink = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.kind !== 'link') continue;
    for (const item of [step.before, step.after])
      if (item?.type === 'link') ofLink.set(item.name, [...(ofLink.get(item.name) ?? []), step]);
  }
  const mayFall = (name: string): boolean =>
    falling.has(name) ||
    (ofLink.get(name) ?? []).some(
      ({ action, changes, notes }) =>
        action !== 'change' ||
        changes.some((c) => c.down === true || (c.attribute === 'state' && c.before === 'up')) ||
        notes.some((note) => note.includes('goes down')),
    );
  const goesAlong = new Set(
    [...said.matchAll(/^(?:destroys .*\bits peer (\S+?)|(.*) go(?:es)? with it)(?:,.*)?$/gm)].flatMap(
      ([, peer, names = '']) => (peer === undefined ? names.split(', ') : [peer]),
    ),
  );
  const falling = new Set([...said.matchAll(/^(\S+) goes down/gm)].flatMap(([, name = '']) => [name]));
  const withoutIpv6 = new Set(
    [
      ...said.matchAll(/^(?:with an MTU below 1280 )?(\S+) (?:loses its IPv6 addresses|has no IPv6)/gm),
    ].flatMap(([, name = '']) => name),
  );
  const isGoing = (link: string): boolean =>
    goesAlong.has(link) || (ofLink.get(link) ?? []).some(({ action }) => action !== 'change');
  const disturbed = (name: string): boolean => ofLink.has(name) || mentions(name);
  // A ring names its ports; their membership is no step of theirs.
  const ofRing = (master: unknown): boolean =>
    (ofLink.get(String(master)) ?? []).some(({ before: b, after: a }) =>
      [b, a].some((item) => item?.type === 'link' && item.kind === 'hsr'),
    );
  // Whether the MTU of a bridge was set, or is that of its ports, does not show.
  const bridges = new Set(
    [...before.links].flatMap(([name, link]) => (kindOf(link) === 'bridge' ? [name] : [])),
  );
  const found = new Set<string>();
  const now = new Map(
    [...before.links].map(
      ([name, link]) =>
        [
          name,
          {
            up: (link['flags'] as string[]).includes('UP'),
            mtu: link['mtu'],
            master: link['master'] ?? null,
          },
        ] as const,
    ),
  );
  const there = new Set([...before.addresses.values()].map(({ on, local }) => `${on} ${local}`));
  for (const event of events) {
    switch (event.about) {
      case 'link': {
        const was = now.get(event.name);
        const own = disturbed(event.name);
        if (event.deleted) {
          if (!own) found.add(`unplanned: ${event.name} is deleted`);
          now.delete(event.name);
          break;
        }
        const { up, mtu, master } = event;
        if (was === undefined && !own) found.add(`unplanned: ${event.name} comes into being`);
        if (was?.up === true && !up && !mayFall(event.name) && !goesAlong.has(event.name))
          found.add(`unplanned: ${event.name} goes down`);
        if (was !== undefined && was.up !== up && !own) found.add(`unplanned: ${event.name} is up: ${up}`);
        if (was !== undefined && was.mtu !== mtu && !own && !bridges.has(event.name))
          found.add(`unplanned: the MTU of ${event.name} is ${mtu}`);
        if (was !== undefined && was.master !== master && !own && !ofRing(was.master) && !ofRing(master))
          found.add(`unplanned: the master of ${event.name} is ${master}`);
        now.set(event.name, { up, mtu, master });
        break;
      }
      case 'address': {
        const own = `${event.link} ${event.address}`;
        // That an address is no duplicate is told some time after it came (addrconf_dad_completed).
        if (!event.deleted && there.has(own)) break;
        if (event.deleted) there.delete(own);
        else there.add(own);
        if (
          steps.some(({ before: b, after: a }) =>
            [a, b].some((i) => i?.type === 'address' && i.link === event.link && i.address === event.address),
          )
        )
          break;
        if (
          !mentions(event.address) &&
          !mentions(`${event.address}/`) &&
          !said.includes(event.address) &&
          !isGoing(event.link) &&
          !(event.six && (mayFall(event.link) || withoutIpv6.has(event.link)))
        )
          found.add(`unplanned: ${event.line}`);
        break;
      }
      case 'route':
        if (
          steps.some(
            ({ kind, key, before: b }) =>
              kind === 'route' &&
              (key === event.key ||
                (b?.type === 'route' && `${b.to} table ${b.table} metric ${b.metric}` === event.key)),
          )
        )
          break;
        if (
          !said.includes(event.key.split(' ')[0] ?? '') &&
          !isGoing(event.link) &&
          !event.line.startsWith('Deleted')
        )
          found.add(`unplanned: ${event.line}`);
        break;
      case 'rule':
        if (
          !steps.some(({ before: b, after: a }) =>
            [a, b].some((i) => i?.type === 'rule' && i.priority === event.priority),
          )
        )
          found.add(`unplanned: ${event.line}`);
        break;
    }
  }
  return [...found];
}

/** Members of a link that `ip monitor` shows, or that cause an event of the link. */
function unseen(events: readonly Event[], steps: readonly Step[]): string[] {
  return steps.flatMap((step) =>
    isSeen(events, step) ? [] : [`not seen: ${step.action} ${step.name} (${step.reason})`],
  );
}

/**
 * Changes without an event in `ip monitor`: a bridge tells of its ports and VLANs in messages of its own (br_ifinfo_notify), which
 * iproute2 shows without what they are about; WireGuard tells nobody of its keys and peers (wg_set_device), nor does MACsec of
 * its associations (macsec_add_txsa …), which both are set by generic netlink; settings below /proc/sys are told as `netconf`
 * only, queueing disciplines as such (qdisc_notify), what IPv6 keeps of a link in a message of its own (inet6_ifinfo_notify).
 */
const UNTOLD =
  /^(sysctl\.|qdisc$|accept-ra$|ipv6-address-generation$|bridge-port\.|bridge\.vlans$|wireguard\.|macsec\.(transmit-keys|receive)$)/;

function isSeen(events: readonly Event[], { kind, key, before, after, changes }: Step): boolean {
  const items = [before, after];
  switch (kind) {
    case 'link':
      if (changes.length > 0 && changes.every(({ attribute }) => UNTOLD.test(attribute))) return true;
      // netdev_state_change tells only of links that are up.
      if (items.every((item) => item?.type === 'link' && item.attributes['state'] !== 'up')) return true;
      return items.some(
        (item) => item?.type === 'link' && events.some((e) => e.about === 'link' && e.name === item.name),
      );
    case 'address':
      return items.some(
        (item) =>
          item?.type === 'address' &&
          events.some((e) => e.about === 'address' && e.link === item.link && e.address === item.address),
      );
    case 'route':
      return events.some((e) => e.about === 'route' && e.key === key);
    case 'rule':
      return items.some(
        (item) =>
          item?.type === 'rule' && events.some((e) => e.about === 'rule' && e.priority === item.priority),
      );
    default:
      return true;
  }
}
