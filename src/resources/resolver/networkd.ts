import { join } from 'node:path';
import { namesIn, textOf } from '../quiet-reads.ts';
import type { LinkIndex } from '../room.ts';

/** Where systemd-networkd stores the state of each link, by index. */
const STATES = '/run/systemd/netif/links';

/**
 * The links that systemd-resolved considers managed by systemd-networkd (link_is_managed): for these it refuses
 * everybody else with LinkBusy.
 */
export function managedLinks(links: LinkIndex): readonly string[] {
  return namesIn(STATES).flatMap((index) => {
    const [, state = 'unmanaged'] = /^ADMIN_STATE=(.*)$/m.exec(textOf(join(STATES, index))) ?? [];
    const name = NOT_YET.has(state) ? undefined : links.nameOf(Number(index));
    return name === undefined ? [] : [name];
  });
}

const NOT_YET: ReadonlySet<string> = new Set(['pending', 'initialized', 'unmanaged']);
