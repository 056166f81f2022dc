import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, NlapplyError, type Resolver } from '../../model/index.ts';
import { AF, formatAddress, parseAddress } from '../../netlink/index.ts';
import type { MethodCall } from '../dbus/message.ts';
import { type CallMethod, DbusError, onSystemBus } from '../dbus/system-bus.ts';
import type { DbusValue } from '../dbus/wire.ts';
import type { LinkIndex } from '../room.ts';
import type { Entry } from './resolv-conf.ts';

/** org.freedesktop.resolve1(5). */
const MANAGER = { destination: 'org.freedesktop.resolve1', path: '/org/freedesktop/resolve1' } as const;
const INTERFACE = 'org.freedesktop.resolve1.Manager';

/** The service ended before it replied. */
const NO_REPLY = 'org.freedesktop.DBus.Error.NoReply';

/** The service does not run. */
const NOT_THERE: ReadonlySet<string> = new Set([
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.NameHasNoOwner',
  NO_REPLY,
]);

/** How many times to try while the service restarts, five seconds in all. */
const TRIES = 50;
const PAUSE_MS = 100;

/** Does something on the bus, and tries again while the service is not there if it was there a moment ago. */
async function throughRestart<T>(wasThere: boolean, work: () => Promise<T>): Promise<T> {
  let there = wasThere;
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DbusError) || left === 0 || !NOT_THERE.has(error.error)) throw error;
      there ||= error.error === NO_REPLY;
      if (!there) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

/** Reads the entries of all links from systemd-resolved, or why it refuses; undefined if it does not run. */
export async function readResolved(
  links: LinkIndex,
): Promise<readonly Entry[] | { readonly why: string } | undefined> {
  try {
    return await throughRestart(false, () =>
      onSystemBus(async (call) => {
        const [servers, domains] = await Promise.all([property(call, 'DNS'), property(call, 'Domains')]);
        return entriesOf(servers, domains, links);
      }),
    );
  } catch (error) {
    if (!(error instanceof DbusError)) throw error;
    return NOT_THERE.has(error.error) ? undefined : { why: refusal(error).message };
  }
}

async function property(call: CallMethod, name: string): Promise<readonly DbusValue[]> {
  const get: MethodCall = {
    ...MANAGER,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    values: [INTERFACE, name],
  };
  return listOf((await call(get))[0]);
}

const listOf = (value: DbusValue | undefined): readonly DbusValue[] => (Array.isArray(value) ? value : []);

/** Both lists have an item for each link and value; index 0 stands for global ones. */
function entriesOf(
  servers: readonly DbusValue[],
  domains: readonly DbusValue[],
  links: LinkIndex,
): readonly Entry[] {
  const found = new Map<string, { addresses: string[]; search: string[] }>();
  const of = (index: DbusValue | undefined) => {
    const link = links.nameOf(Number(index));
    if (link === undefined) return undefined;
    const known = found.get(link) ?? { addresses: [], search: [] };
    found.set(link, known);
    return known;
  };
  for (const server of servers) {
    const [index, , bytes] = listOf(server);
    of(index)?.addresses.push(addressText(listOf(bytes).map(Number)));
  }
  for (const domain of domains) {
    const [index, name = '', routeOnly] = listOf(domain);
    of(index)?.search.push(`${routeOnly === true ? '~' : ''}${String(name).toLowerCase()}`);
  }
  return [...found].map(([link, entry]) => ({ link, ...entry }));
}

/**
 * Gives systemd-resolved the entry of a link, or removes it (null).
 * @throws NlapplyError with the reason for a refusal
 */
export async function tellResolved(
  index: number,
  entry: Pick<Resolver, 'addresses' | 'search'> | null,
): Promise<void> {
  const { addresses = [], search = [] } = entry ?? {};
  try {
    const done = await throughRestart(true, () =>
      onSystemBus(async (call) => {
        await call(setter('SetLinkDNS', 'ia(iay)', [index, addresses.map(serverValue)]));
        await call(setter('SetLinkDomains', 'ia(sb)', [index, search.map(domainValue)]));
        return true;
      }),
    );
    if (done === undefined) throw new DbusError('', 'there is no system bus any more');
  } catch (error) {
    throw error instanceof DbusError ? refusal(error) : error;
  }
}

const setter = (member: string, signature: string, values: readonly DbusValue[]): MethodCall => ({
  ...MANAGER,
  interface: INTERFACE,
  member,
  signature,
  values,
});

function serverValue(text: string): DbusValue {
  const address = parseAddress(text);
  if (typeof address === 'string') return [AF.INET6, [...address].map((byte) => byte.charCodeAt(0))];
  return [AF.INET, [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff)];
}

const addressText = (bytes: readonly number[]): string =>
  bytes.length === 4 ? bytes.join('.') : formatAddress(String.fromCharCode(...bytes));

const domainValue = (domain: string): DbusValue =>
  domain.startsWith('~') ? [domain.slice(1), true] : [domain, false];

interface Known {
  readonly code: string;
  readonly hint?: string;
}

/** The service's errors, with our codes. */
const ERRORS: Readonly<Record<string, Known>> = {
  'org.freedesktop.resolve1.NoSuchLink': { code: 'ENODEV' },
  'org.freedesktop.resolve1.LinkBusy': {
    code: 'ERR_LINK_MANAGED',
    hint: 'systemd-networkd manages the link, or it is the loopback: say its name servers there, or let networkd leave the link alone',
  },
  'org.freedesktop.DBus.Error.AccessDenied': { code: 'EACCES' },
  'org.freedesktop.DBus.Error.InteractiveAuthorizationRequired': { code: 'EACCES' },
};

function refusal(error: DbusError): NlapplyError {
  const { code, hint } = ERRORS[error.error] ?? { code: 'ERR_RESOLVED' };
  return new NlapplyError(code, EXIT.failed, `systemd-resolved: ${error.message}`, {
    cause: error,
    ...(hint !== undefined && { hint }),
  });
}
