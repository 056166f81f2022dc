import type { Address } from '../model/address.ts';
import type { Ip } from '../model/ip.ts';
import { parseDuration } from './duration.ts';
import { childOf, type Node, type Span } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

/** Where the options of an address are, and its own place. */
export interface LifetimesSite {
  readonly node: Node | undefined;
  readonly key: Span;
  readonly reporter: Reporter;
}

type Key = 'lifetime' | 'valid-lifetime';

const FOREVER = 'forever';

/** 0xffffffff stands for forever (INFINITY_LIFE_TIME). */
const MOST = 0xfffffffe;

/** Reads how long an address is preferred (`lifetime`), and how long it is there. */
export function readLifetimes(
  options: Definitions['address-options'],
  { family }: Ip,
  site: LifetimesSite,
): Pick<Address, 'lifetime' | 'validLifetime'> {
  const valid = readLifetime('valid-lifetime', options, site);
  const preferred = readLifetime('lifetime', options, site);
  if (valid === undefined || valid === FOREVER) {
    // check_lifetime looks at no IPv4 address that is permanent.
    if (family === 4 && typeof preferred === 'number' && preferred > 0) {
      const message = 'an IPv4 address that is there forever is not deprecated after some time';
      complain('missing-key', 'lifetime', message, site, 'add "valid-lifetime", after which it goes');
    }
    return preferred === undefined ? {} : { lifetime: preferred };
  }
  // inet_rtm_newaddr, inet6_rtm_newaddr: EINVAL
  if (preferred === FOREVER || (preferred !== undefined && preferred > valid)) {
    const message = '"lifetime", in which the address is preferred, is longer than its "valid-lifetime"';
    complain('conflict', 'lifetime', message, site, 'without "lifetime" it is as long');
  }
  return { lifetime: preferred ?? valid, validLifetime: valid };
}

function readLifetime(
  key: Key,
  options: Definitions['address-options'],
  site: LifetimesSite,
): number | typeof FOREVER | undefined {
  const said = options[key];
  if (said === undefined) return undefined;
  const text = String(said);
  if (text.toLowerCase() === FOREVER) return FOREVER;
  const seconds = parseDuration(text);
  const least = key === 'lifetime' ? 0 : 1;
  if (seconds === undefined || !Number.isInteger(seconds)) {
    const message = `"${key}" must be "${FOREVER}" or whole seconds, also with a unit as 30min, not ${JSON.stringify(text)}`;
    complain('wrong-value', key, message, site);
  } else if (seconds < least || seconds > MOST) {
    complain('out-of-range', key, `"${key}" must be from ${least} to ${MOST} seconds`, site);
  } else return seconds;
  return undefined;
}

function complain(code: string, key: Key, message: string, site: LifetimesSite, hint?: string): void {
  site.reporter.error(code, childOf(site.node, key) ?? site.key, message, { hint });
}
