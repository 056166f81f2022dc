import { type NameService, RESOLVCONF, RESOLVED, type Resolver, type Snapshot } from '../../model/index.ts';
import { NAME_SERVICE_CHOICES } from '../../model/resolver.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Kernel, LinkIndex } from '../room.ts';
import { readManaged } from './managed-file.ts';
import { managedLinks } from './networkd.ts';
import { namespacePlace, netnsFile } from './place.ts';
import type { Entry } from './resolv-conf.ts';
import { readResolvconf, resolvconfProgram } from './resolvconf-program.ts';
import { readResolved } from './resolved.ts';

/** resolv.conf(5) */
const RESOLV_CONF = '/etc/resolv.conf';

type Choice = (typeof NAME_SERVICE_CHOICES)[number];

/**
 * Whether there is a file of ours, judged by its contents: it outlives the record, which is lost at reboot. This must
 * be cheap, as every run needs it.
 */
export function keepsResolvers(kernel: Kernel): boolean {
  const path = fileOf(kernel);
  return path !== undefined && readManaged(path).service.state === 'ours';
}

function fileOf(kernel: Kernel): `/${string}` | undefined {
  const { resolver = 'auto' } = kernel;
  if (isPath(resolver)) return resolver;
  if (resolver !== 'auto') return undefined;
  const place = namespacePlace(kernel);
  if (place.host) return RESOLV_CONF;
  return place.name === undefined ? undefined : netnsFile(place.name);
}

export interface LookedAt extends Required<Pick<Snapshot, 'nameService' | 'resolvers'>> {}

type Look = (kernel: Kernel, index: LinkIndex) => LookedAt | Promise<LookedAt>;

/** Finds out where name servers are put in this namespace, and reads what is there. */
export async function lookAtResolvers(kernel: Kernel, index: LinkIndex): Promise<LookedAt> {
  const { resolver = 'auto' } = kernel;
  return isPath(resolver) ? inFile(resolver) : LOOKS[choiceOf(resolver)](kernel, index);
}

const isPath = (choice: string): choice is `/${string}` => choice.startsWith('/');
const choiceOf = (word: string): Choice => NAME_SERVICE_CHOICES.find((choice) => choice === word) ?? 'auto';

const LOOKS: Readonly<Record<Choice, Look>> = {
  async auto(kernel, index) {
    const place = namespacePlace(kernel);
    if (!place.host) {
      if (place.name !== undefined) return inFile(netnsFile(place.name));
      return nowhere('the network namespace has no name below /run/netns, and so no resolv.conf of its own');
    }
    const resolved = await atResolved(index);
    if (resolved !== undefined) return resolved;
    return resolvconfProgram() === undefined ? atResolvConf() : atResolvconf();
  },
  async resolved(_kernel, index) {
    return (await atResolved(index)) ?? nowhere('systemd-resolved does not run');
  },
  resolvconf: () => atResolvconf(),
  none: () => nowhere('the option --resolver says so', true),
};

function nowhere(why: string, passing = false): LookedAt {
  return { nameService: { through: null, why, ...(passing && { passing: true as const }) }, resolvers: [] };
}

/** Early at boot systemd-resolved may run while there is no bus yet to reach it. */
function atResolvConf(): LookedAt {
  const looked = inFile(RESOLV_CONF);
  const { nameService } = looked;
  const leads = 'target' in nameService && nameService.target?.includes('systemd/resolve') === true;
  return leads ? nowhere(`${RESOLV_CONF} is systemd-resolved's, which does not answer yet`, true) : looked;
}

function inFile(path: `/${string}`): LookedAt {
  const { service, entries } = readManaged(path);
  return { nameService: service, resolvers: ours(entries, path) };
}

function atResolvconf(): LookedAt {
  return { nameService: { through: RESOLVCONF }, resolvers: ours(readResolvconf(), RESOLVCONF) };
}

async function atResolved(index: LinkIndex): Promise<LookedAt | undefined> {
  const entries = await readResolved(index);
  if (entries === undefined) return undefined;
  if ('why' in entries) return nowhere(entries.why);
  const managed = managedLinks(index);
  const nameService: NameService = { through: RESOLVED, ...(managed.length > 0 && { managed }) };
  return {
    nameService,
    resolvers: entries.map((entry) => ({
      type: 'resolver',
      ...entry,
      through: RESOLVED,
      ...(managed.includes(entry.link) && { managed: true as const }),
    })),
  };
}

const ours = (entries: readonly Entry[], through: string): Resolver[] =>
  entries.map((entry) => ({ type: 'resolver', ...entry, through, protocol: OUR_PROTOCOL }));
