import type { Client, Problem, Snapshot } from '../../model/index.ts';
import { CLIENT_PROGRAMS, type ClientProgram, programsFor } from '../../model/language/clients.ts';
import type { Machine } from '../../model/machine.ts';
import type { Wanted } from '../../resources/room.ts';

/**
 * Chooses the program of each client: the declared one, or the first that is installed. If it is missing, nothing is changed. Other
 * programs that manage the link are reported.
 */
export function choosePrograms(
  wanted: readonly Wanted<Client>[],
  { links }: Snapshot,
  machine: Machine | undefined,
  problems: Problem[],
): readonly Wanted<Client>[] {
  if (wanted.length === 0) return wanted;
  const indexes = new Map(links.map(({ name, index }) => [name, index]));
  const warned = new Set<string>();
  return wanted.flatMap((one) => {
    const { item } = one;
    const possible = item.program === null ? programsOf(item) : [item.program];
    const program = possible.find((name) => machine?.has?.(name) ?? true);
    if (program === undefined) {
      problems.push(missing(one, possible));
      return [];
    }
    const index = indexes.get(item.link);
    const there = { name: item.link, ...(index !== undefined && { index }) };
    const tenants = warned.has(item.link) ? [] : (machine?.tenants?.(there) ?? []);
    if (tenants.length > 0) problems.push(taken(one, tenants));
    warned.add(item.link);
    return [{ ...one, item: { ...item, program } }];
  });
}

/** Only dhcpcd falls back to a link-local address if there is no server. */
const programsOf = ({ role, settings }: Client): readonly ClientProgram[] =>
  settings['link-local'] === true ? ['dhcpcd'] : programsFor(role);

function missing({ item, source }: Wanted<Client>, possible: readonly ClientProgram[]): Problem {
  const packages = possible.map((name) => CLIENT_PROGRAMS[name].package);
  return {
    code: 'program-missing',
    severity: 'error',
    message: `${item.role} of ${item.link} is handed on to ${possible.join(' or ')}, which is not installed`,
    hint: `apt-get install ${packages.length === 1 ? packages[0] : `${packages[0]}, or the smaller ${packages.slice(1).join(', ')}`}`,
    source,
    stops: 'unless-continue',
  };
}

function taken({ item, source }: Wanted<Client>, tenants: readonly string[]): Problem {
  const { link } = item;
  return {
    code: 'two-renderers',
    severity: 'warning',
    message: `${tenants.join(' and ')} ${tenants.length === 1 ? 'is' : 'are'} at work on ${link} already: two that configure one link undo each other's work`,
    hint: `stop it, or have it leave ${link} alone`,
    source,
  };
}
