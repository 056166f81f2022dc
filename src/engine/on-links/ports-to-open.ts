import type { FouPort, Problem } from '../../model/index.ts';
import { fouPorts } from '../../resources/fou/fou.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { type Sources, uselessText } from './source-addresses.ts';

/**
 * The wanted ports that the kernel would open in this state, and a problem for each of the others: a socket needs an address of
 * the machine (inet_bind), and an IPv6 one of which duplicate address detection has ended (inet6_bind).
 */
export function portsToOpen(
  wanted: readonly Wanted<FouPort>[],
  world: World,
  sources: Sources,
): { readonly possible: readonly Wanted<FouPort>[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const possible = wanted.filter((one) => {
    const problem = isOpen(one.item, world) ? undefined : noAddress(one, sources);
    if (problem !== undefined) problems.push(problem);
    return problem === undefined;
  });
  return { possible, problems };
}

const isOpen = (port: FouPort, world: World): boolean => world.fouPorts.has(fouPorts.key(port));

function noAddress({ item, source, places }: Wanted<FouPort>, sources: Sources): Problem | undefined {
  const { local } = item;
  // A port that is restored is tried in any case: it must not be left out without a failure.
  if (local === null || source === null || local.startsWith('127.')) return undefined;
  const useless = sources.useless(local);
  if (sources.has(local) && useless === undefined) return undefined;
  const why =
    useless === undefined ? `${local} is not an address of this machine` : uselessText(local, useless);
  return {
    code:
      useless === undefined
        ? 'source-missing'
        : useless.why === 'carrier'
          ? 'no-carrier'
          : 'source-duplicate',
    severity: 'error',
    message: `${fouPorts.name(item)} is left out: ${why}`,
    ...(useless === undefined && { hint: 'declare the address, or leave "local" out' }),
    source: places['local'] ?? source,
  };
}
