import type { NameService, Place, Problem, Resolver, Snapshot, Step } from '../../model/index.ts';
import { RESOLVED } from '../../model/index.ts';
import { MOST_SERVERS } from '../../resources/resolver/resolv-conf.ts';
import { resolvers } from '../../resources/resolver/resolver.ts';
import type { Kernel, Wanted } from '../../resources/room.ts';
import { withNotes } from '../objects/steps.ts';
import type { Target } from '../target/target.ts';

/** For a snapshot of an earlier version, which does not tell: as on a machine without any of the programs. */
const UNKNOWN: NameService = { through: '/etc/resolv.conf', state: 'absent' };

type Wants = readonly Wanted<Resolver>[];
interface Found {
  readonly wanted: Wants;
  readonly problems: readonly Problem[];
}

/** Chooses where the name servers of the target are configured. Those that cannot be configured are left out, with a problem. */
export function withNameService(
  target: Target,
  { nameService = UNKNOWN, links, resolvers: live = [] }: Snapshot,
): { readonly target: Target; readonly problems: readonly Problem[] } {
  if (target.resolvers.length === 0) return { target, problems: [] };
  const loopbacks = new Set(links.flatMap(({ kind, name }) => (kind === 'loopback' ? [name] : [])));
  const { wanted, problems } = told(target.resolvers, nameService, loopbacks, live);
  return { target: { ...target, resolvers: wanted }, problems };
}

function told(
  wanted: Wants,
  service: NameService,
  loopbacks: ReadonlySet<string>,
  live: readonly Resolver[],
): Found {
  if (service.through === null) {
    const severity = service.passing === true ? 'warning' : 'error';
    return { wanted: [], problems: [leftOut(wanted, severity, 'name-service', service.why)] };
  }
  const linked = withoutLinked(wanted, service);
  if (linked !== undefined) return linked;
  const { through } = service;
  const items = wanted.map((one) => ({ ...one, item: { ...one.item, through } }));
  if (through === RESOLVED) {
    const own = withoutLoopbacks(items, loopbacks);
    const { managed = [] } = 'managed' in service ? service : {};
    const left = withoutManaged(own.wanted, managed, live);
    return { wanted: left.wanted, problems: [...own.problems, ...left.problems] };
  }
  return { wanted: items.flatMap(withoutRouting), problems: limits(items) };
}

/** None, if the file is a symbolic link. */
function withoutLinked(wanted: Wants, service: NameService): Found | undefined {
  if (!('state' in service) || service.state !== 'symlink') return undefined;
  const why = `${service.through} is a symbolic link to ${service.target ?? 'somewhere else'}, which others write`;
  const hint =
    'start the program that it belongs to, remove the link, or name another file (--resolver FILE)';
  return { wanted: [], problems: [{ ...leftOut(wanted, 'error', 'name-service', why), hint }] };
}

const isRouting = (domain: string): boolean => domain.startsWith('~');

/** resolv.conf(5) cannot express routing-only domains. */
function withoutRouting(wanted: Wanted<Resolver>): Wants {
  const { item } = wanted;
  if (!item.search.some(isRouting)) return [wanted];
  const search = item.search.filter((domain) => !isRouting(domain));
  return item.addresses.length + search.length === 0 ? [] : [{ ...wanted, item: { ...item, search } }];
}

/** systemd-resolved refuses settings for these links (LinkBusy). */
function withoutLoopbacks(items: Wants, loopbacks: ReadonlySet<string>): Found {
  const onLoopback = items.filter(({ item }) => loopbacks.has(item.link));
  if (onLoopback.length === 0) return { wanted: items, problems: [] };
  const why = `${RESOLVED} takes none for a loopback device`;
  const hint = 'declare them on the device that leads to the servers';
  return {
    wanted: items.filter((one) => !onLoopback.includes(one)),
    problems: [{ ...leftOut(onLoopback, 'error', 'name-service', why), hint }],
  };
}

/** It also refuses settings for links of systemd-networkd. If networkd has configured the same, nothing is to be done. */
function withoutManaged(items: Wants, managed: readonly string[], live: readonly Resolver[]): Found {
  const busy = items.filter(
    ({ item }) =>
      managed.includes(item.link) &&
      !live.some((one) => one.link === item.link && resolvers.differences(item, one).length === 0),
  );
  if (busy.length === 0) return { wanted: items, problems: [] };
  const why = `systemd-networkd manages the device, and ${RESOLVED} listens to nobody else then`;
  const hint = 'let networkd leave the device alone (Unmanaged=yes), or say them in its .network file';
  return {
    wanted: items.filter((one) => !busy.includes(one)),
    problems: [{ ...leftOut(busy, 'error', 'name-service', why), hint }],
  };
}

/**
 * The way back without settings of systemd-resolved for links that systemd-networkd manages now: they would be refused (LinkBusy), and
 * networkd takes care of them. Nor do name servers come back to a file that is a symbolic link by now.
 */
export function withoutTaken(
  target: Target,
  { nameService = UNKNOWN, resolvers: live = [] }: Snapshot,
): { readonly target: Target; readonly problems: readonly Problem[] } {
  const managed = 'managed' in nameService ? (nameService.managed ?? []) : [];
  if (target.resolvers.length === 0) return { target, problems: [] };
  const { wanted, problems } =
    withoutLinked(target.resolvers, nameService) ?? withoutManaged(target.resolvers, managed, live);
  return {
    target: { ...target, resolvers: wanted },
    problems: problems.map((problem) => ({ ...problem, severity: 'warning' })),
  };
}

/** What resolv.conf(5) cannot express. */
function limits(items: Wants): readonly Problem[] {
  const problems: Problem[] = [];
  const servers = new Map<string, Place | null>();
  for (const { item, source, places } of items)
    for (const address of item.addresses) servers.set(address, places['addresses'] ?? source);
  const [tooMuch] = [...servers].slice(MOST_SERVERS);
  if (tooMuch !== undefined) {
    const message = `of ${servers.size} name servers in resolv.conf programs ask the first ${MOST_SERVERS} only`;
    problems.push(warning('too-many-name-servers', message, tooMuch[1]));
  }
  const routing = items.find(({ item }) => item.search.some(isRouting));
  if (routing !== undefined) {
    const message = 'domains with ~ are for systemd-resolved: resolv.conf has no word for them';
    problems.push(warning('no-effect', message, routing.places['search'] ?? routing.source));
  }
  return problems;
}

const warning = (code: string, message: string, source: Place | null): Problem => ({
  ...{ code, severity: 'warning', message, source },
});

function leftOut(wanted: Wants, severity: Problem['severity'], code: string, why: string): Problem {
  const [first] = wanted;
  const more = wanted.length === 1 ? '' : ` and ${wanted.length - 1} more`;
  const message = `the nameservers of ${first?.item.link}${more} are left out: ${why}`;
  return { code, severity, message, source: first?.source ?? null };
}

/** The steps. The first one has a note about what happens to the existing file. */
export function noteTakeover(steps: readonly Step[], service: NameService | undefined): readonly Step[] {
  const note = takeoverNote(service);
  const at =
    note === undefined
      ? -1
      : steps.findIndex(({ kind, action }) => kind === 'resolver' && action !== 'remove');
  const step = steps[at];
  return step === undefined || note === undefined ? steps : steps.with(at, withNotes(step, [note]));
}

function takeoverNote(service: NameService | undefined): string | undefined {
  if (service === undefined || !('state' in service)) return undefined;
  const { through, state } = service;
  if (state === 'others')
    return `what is in ${through} is kept in ${through}.nlapply-saved, and comes back when no nameservers are declared`;
  return state === 'changed'
    ? `somebody has changed ${through} since nlapply wrote it: that is kept in ${through}.nlapply-changed`
    : undefined;
}

/** The kernel with the name service of the run that is rolled back. */
export function withNameServiceOf<K extends Kernel>({ nameService }: Snapshot, kernel: K): K {
  if (nameService === undefined) return kernel;
  const { through } = nameService;
  return { ...kernel, resolver: through === null ? 'none' : through === RESOLVED ? 'resolved' : through };
}
