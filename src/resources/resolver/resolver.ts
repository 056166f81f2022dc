import { type Resolver, sameValue } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { resolverRequests } from './requests.ts';

function differences(wanted: Resolver, live: Resolver): Difference[] {
  return (['addresses', 'search'] as const).flatMap((attribute): Difference[] => {
    const [before, after] = [live[attribute], wanted[attribute]];
    return sameValue(before, after) ? [] : [{ attribute, before, after, how: 'live' }];
  });
}

function name({ link, addresses, search }: Resolver): string {
  const domains = search.length === 0 ? '' : ` search ${search.join(' ')}`;
  const servers = addresses.length === 0 ? '' : ` ${addresses.join(' ')}`;
  return `nameservers${servers}${domains} dev ${link}`;
}

/** The name servers and search domains of links. */
export const resolvers: Room<Resolver> = {
  type: 'resolver',
  // The keys of objects on links begin with the link's name and a blank.
  key: ({ link }) => `${link} nameservers`,
  name,
  normal: (resolver) => resolver,
  differences,
  // systemd-resolved does not store the mark; the record says which are ours.
  marked: ({ protocol }) => protocol === OUR_PROTOCOL,
  automatic: ({ managed }) => managed === true,
  // They are not in the kernel: see look.ts.
  observe: async () => [],
  requests: resolverRequests,
};
