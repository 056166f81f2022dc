import type { Step } from '../../model/index.ts';
import type { NetlinkError } from '../../netlink/index.ts';
import type { Order } from '../../resources/room.ts';

/** Attributes of routes, addresses and rules that have other names in plans than in the kernel. */
const OTHERWISE: Readonly<Record<string, string>> = {
  gateway: 'via',
  oif: 'link',
  prefsrc: 'from',
  dst: 'to',
  priority: 'metric',
  local: 'address',
  prefixlen: 'prefix',
};

/** The attribute that the kernel refused, by its name in plans: the only one of the request, or the one that the error points to (NLMSGERR_ATTR_OFFS). */
export function refusedAttribute(
  { after }: Step,
  { extack }: NetlinkError,
  order: Order | undefined,
): string | undefined {
  if (after === null) return undefined;
  const last = extack?.attribute?.split('.').at(-1);
  if (after.type !== 'link') {
    return [last, OTHERWISE[last ?? '']].find((name) => name !== undefined && name in after);
  }
  const told = order?.about;
  if (told?.length === 1) return told[0];
  if (last === undefined) return undefined;
  const fits = (told ?? Object.keys(after.attributes)).filter((name) => plain(name) === plain(last));
  return fits.length === 1 ? fits[0] : undefined;
}

/** The kernel's name of an attribute: `forwardDelay` for `bridge.forward-delay`. */
const plain = (name: string): string => (name.split('.').at(-1) ?? '').replaceAll('-', '').toLowerCase();
