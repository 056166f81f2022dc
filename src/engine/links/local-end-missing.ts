import type { Link, Problem } from '../../model/index.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { links } from '../../resources/link/link.ts';
import type { Wanted } from '../../resources/room.ts';
import type { LinkContext } from './link-context.ts';

/** The problem of a link whose local end is neither an address of this machine nor a declared one: it cannot be made. */
export function localEndMissing(
  { item, source, places }: Wanted<Link>,
  { world, declaredTexts }: LinkContext,
): Problem | undefined {
  // A link that is restored is tried in any case: it must not be left out without a failure.
  const local = source === null ? undefined : KINDS.get(item.kind)?.needsAddress?.(item.attributes);
  if (local === undefined || local.startsWith('127.')) return undefined;
  const live = world.links.get(item.name);
  const isThere = live?.kind === item.kind;
  if (isThere && KINDS.get(live.kind)?.needsAddress?.(live.attributes) === local) return undefined;
  if (declaredTexts().has(local)) return undefined;
  for (const { address } of world.addresses.values()) if (address === local) return undefined;
  return {
    code: 'source-missing',
    severity: 'error',
    message: `${links.name(item)} ${isThere ? 'stays as it is' : 'is left out'}: ${local} is not an address of this machine`,
    hint: 'declare the address, or another "local"',
    source: places[`${item.kind}.local`] ?? source,
  };
}
