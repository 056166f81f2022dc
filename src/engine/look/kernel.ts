import {
  EXIT,
  type Item,
  LISTS,
  type Link,
  type ListOf,
  NlapplyError,
  ON_DEMAND,
  type OnDemandType,
  type Snapshot,
} from '../../model/index.ts';
import {
  AddonError,
  describeRequest,
  type GenericSocket,
  openConnection,
  openGeneric,
} from '../../netlink/index.ts';
import { addresses } from '../../resources/address/address.ts';
import { addDetails } from '../../resources/link/details.ts';
import { linkIndex } from '../../resources/link/index-table.ts';
import { findSessions } from '../../resources/link/l2tp/find-sessions.ts';
import { dumpLinks, readLinks } from '../../resources/link/observe.ts';
import { promotesOnAll } from '../../resources/link/promotion.ts';
import { observeNexthopObjects } from '../../resources/nexthop/nexthop-objects.ts';
import { lookAtResolvers } from '../../resources/resolver/look.ts';
import type { Kernel, LinkIndex } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { rules } from '../../resources/rule/rule.ts';
import { NOTHING_ASKED } from './asked.ts';
import type { Looking } from './looking.ts';
import { namespaceError } from './namespace-error.ts';
import { seeRoutes } from './see-routes.ts';

export interface EngineOptions {
  /** A namespace's name (under /run/netns) or path; absent: the caller's. */
  readonly netns?: string;
  /** What name servers are configured in: `auto`, `resolved`, `resolvconf`, `none`, or the path of a file; absent: `auto`. */
  readonly resolver?: string;
  /** Called with each netlink request, decoded, one line. */
  readonly trace?: (line: string) => void;
  /** The state directory, with the record of what nlapply has made; absent: there is none. */
  readonly stateDir?: string;
}

export interface OpenKernel extends Kernel {
  /** Called with a description of each action that does not go over netlink. */
  readonly trace: ((line: string) => void) | undefined;
  readonly close: () => void;
}

/** Opens a route socket in the namespace. @throws NlapplyError when there is no such namespace or no right to enter it */
export function openKernel({ netns, resolver, trace, stateDir }: EngineOptions): OpenKernel {
  const options: Parameters<typeof openConnection>[0] = {
    ...(netns !== undefined && { netns }),
    ...(trace !== undefined && {
      trace: (event) => {
        if (event.direction === 'sent') trace(describeRequest(event.request));
      },
    }),
  };
  let generic: GenericSocket | undefined;
  try {
    const route = openConnection(options);
    return {
      route,
      generic() {
        generic ??= openGeneric(options);
        return generic;
      },
      ...(netns !== undefined && { netns }),
      ...(resolver !== undefined && { resolver }),
      ...(stateDir !== undefined && { stateDir }),
      trace,
      close() {
        route.close();
        generic?.close();
      },
    };
  } catch (error) {
    throw cannotOpen(error, netns);
  }
}

function cannotOpen(error: unknown, netns: string | undefined): unknown {
  if (error instanceof AddonError) {
    const tried = error.attempts.map(({ path, reason }) => `${path}: ${reason}`).join('; ');
    const message = `the native addon cannot be loaded (${tried})`;
    const hint = 'install the package for this platform, or build the addon: npm run build:native';
    return new NlapplyError(error.code, EXIT.failed, message, { cause: error, hint });
  }
  return netns === undefined ? error : namespaceError(error, netns);
}

/** If a dump names the index of an unknown link, because a link came or went meanwhile, all is observed again, so often at most. */
const ATTEMPTS = 3;

const EVERYTHING: Looking = { onDemand: ON_DEMAND, asked: NOTHING_ASKED };

/** The live state, and how much of it has been observed. */
export interface Seen {
  readonly snapshot: Snapshot;
  /** Whether routes of others have been observed. */
  readonly others: boolean;
  /** Whether IPv4 routes of others have been left out because there are very many. */
  readonly spared: boolean;
  /** What has been observed. */
  readonly looking: Looking;
}

/** Observes the live state: one dump for each type of object and address family, and single requests for what `looking` asks for. */
export const observe = async (kernel: Kernel, looking?: Looking): Promise<Snapshot> =>
  (await see(kernel, looking)).snapshot;

/** The same, and tells how much has been observed: if all declared routes exist and are ours, the routes of others are left out. */
export async function see(kernel: Kernel, sought: Looking = EVERYTHING): Promise<Seen> {
  const { route: connection } = kernel;
  for (let attempt = 1; ; attempt++) {
    const messages = await dumpLinks(connection);
    const index = linkIndex(messages.map(({ name, index }) => [name, index]));
    const links = readLinks(messages, index, promotesOnAll(kernel.netns));
    await findSessions(links, kernel);
    const looking = sought.widen?.(sought, links) ?? sought;
    await addDetails(links, kernel, index, looking.asked, looking.declared);
    const live = await addresses.observe(connection, index, links, kernel);
    const { routes, others, packed, spared = false } = await seeRoutes(connection, index, looking, links);
    const snapshot: Snapshot = {
      format_version: 1,
      links,
      addresses: live,
      routes,
      ...(routes.some(({ nexthopId }) => nexthopId !== undefined) && {
        nexthopObjects: await observeNexthopObjects(connection, index),
      }),
      ...(packed !== undefined && { packed }),
      rules: await rules.observe(connection, index, links, kernel),
      ...(await observeOnDemand(looking.onDemand, kernel, index, links)),
    };
    if (attempt === ATTEMPTS || !routes.some((route) => route.link?.startsWith('#')))
      return { snapshot, others, spared, looking };
  }
}

/** One type after the other: a socket has only one dump at a time. */
async function observeOnDemand(
  types: readonly OnDemandType[],
  kernel: Kernel,
  index: LinkIndex,
  links: readonly Link[],
): Promise<Pick<Snapshot, ListOf<OnDemandType> | 'nameService'>> {
  const lists: [string, readonly Item[]][] = [];
  for (const type of types) {
    if (type === 'resolver') continue;
    lists.push([LISTS[type], await ROOMS[type].observe(kernel.route, index, links, kernel)]);
  }
  return {
    // Each resource observes only objects of its own type.
    ...Object.fromEntries(lists),
    ...(types.includes('resolver') && (await lookAtResolvers(kernel, index))),
  };
}
