import { isIpv6LinkLocal, isMulticast, parseIp } from '../../model/ip.ts';
import type { Value } from '../../model/value.ts';
import { type Draft, lowerOf, say, unsay } from '../draft.ts';
import { childOf, type Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';

/** What the checks of a tunnel need. */
interface Asked {
  readonly draft: Draft;
  readonly reporter: Reporter;
  readonly said: (key: string) => Value | undefined;
  /** The place of a key. */
  readonly at: (key: string) => Span;
}

/** Kinds whose remote end may be left out: it is derived from the inner address. */
const WITHOUT_REMOTE: ReadonlySet<string> = new Set(['sit']);
/** Kinds whose remote end the kernel does not allow to be zero (ipgre_tap_validate, ip6gre_tap_validate). */
const ETHERNET: ReadonlySet<string> = new Set(['gretap', 'erspan', 'ip6gretap', 'ip6erspan']);
const OVER_IPV6: ReadonlySet<string> = new Set(['ip6tnl', 'ip6gre', 'ip6gretap', 'ip6erspan', 'vti6']);
const ERSPAN: ReadonlySet<string> = new Set(['erspan', 'ip6erspan']);
/** Kinds where ip_tunnel_netlink_parms sets DF if a TTL is given. */
const TTL_MEANS_DF: ReadonlySet<string> = new Set(['ipip', 'sit']);

/** Checks an IP or GRE tunnel beyond the forms of its keys. */
export function checkIpTunnel(draft: Draft, reporter: Reporter): void {
  const asked: Asked = {
    draft,
    reporter,
    said: (key) => draft.attributes[`tunnel.${key}`],
    at: (key) => draft.spans.get(`tunnel.${key}`) ?? draft.key,
  };
  checkRemote(asked);
  checkScopes(asked);
  checkFragments(asked);
  checkEncap(asked);
  checkVtiKey(asked);
  if (ERSPAN.has(draft.kind)) checkErspan(asked);
  if (draft.kind === 'sit') checkSixrd(asked);
}

function checkRemote({ draft, reporter, said, at }: Asked): void {
  const { id, kind } = draft;
  const remote = said('remote');
  if (typeof remote === 'string' || said('external') === true || WITHOUT_REMOTE.has(kind)) return;
  // An invalid address has been reported already.
  if (remote === undefined && childOf(draft.node, 'remote') !== undefined) return;
  if (ETHERNET.has(kind)) {
    const hint = 'or "external: true" if routes and filters are to set the ends';
    reporter.error(
      'missing-key',
      at('remote'),
      `tunnel "${id}" needs "remote", the address of its other end`,
      {
        hint,
      },
    );
  } else if (remote === undefined) {
    const hint = `write ${OVER_IPV6.has(kind) ? "remote: '::'" : 'remote: 0.0.0.0'} if any machine may be the other end`;
    reporter.error('missing-key', draft.key, `tunnel "${id}" needs "remote"`, { hint });
  }
}

function checkScopes({ draft, reporter, said, at }: Asked): void {
  for (const key of ['remote', 'local']) {
    const text = said(key);
    const ip = typeof text === 'string' ? parseIp(text) : undefined;
    if (ip === undefined) continue;
    if (draft.kind === 'gre' && isMulticast(ip) && typeof said('local') !== 'string') {
      const message = 'a multicast address as "remote" needs "local", the address that the packets come from';
      reporter.error('missing-key', at(key), message);
    }
    const scope = isIpv6LinkLocal(ip)
      ? 'link-local'
      : ip.family === 6 && isMulticast(ip)
        ? 'multicast'
        : undefined;
    if (scope === undefined || lowerOf(draft) !== undefined) continue;
    // ip6_tnl_get_cap. Only a warning, since the tunnel can be made, and netplan makes it.
    const message = `a ${scope} address as "${key}" needs "link", the device that carries the packets: without it none are sent`;
    reporter.warning('missing-key', at(key), message);
  }
}

function checkFragments({ draft, reporter, said, at }: Asked): void {
  const ttl = said('ttl');
  if (TTL_MEANS_DF.has(draft.kind) && said('pmtudisc') === false && typeof ttl === 'number' && ttl > 0) {
    const related = { message: '"ttl" is set here', span: at('ttl') };
    const message =
      '"pmtudisc: false" needs "ttl: inherit": packets with a TTL of their own are never fragmented';
    reporter.error('conflict', at('pmtudisc'), message, { related });
  }
  if (said('ignore-df') === true && said('pmtudisc') !== false) {
    const message = '"ignore-df" needs "pmtudisc: false": else all packets have the do-not-fragment bit';
    reporter.error('conflict', at('ignore-df'), message);
  }
}

/** The key is the mark that distinguishes the IPsec policies of the tunnel from others (vti_rcv, vti_xmit). */
function checkVtiKey({ draft, reporter, said }: Asked): void {
  if (!draft.kind.startsWith('vti') || childOf(draft.node, 'key') !== undefined) return;
  if (said('input-key') !== undefined || childOf(draft.node, 'keys') !== undefined) return;
  const message = `tunnel "${draft.id}" has no key: it takes the IPsec policies without a mark, which are everybody's`;
  const hint = 'write "key: 42", and the same number as the mark of its policies';
  reporter.warning('missing-key', draft.key, message, { hint });
}

const OF_ENCAP = ['source-port', 'destination-port', 'checksum', 'checksum6', 'remote-checksum'];

function checkEncap({ draft, reporter, said, at }: Asked): void {
  const type = said('encap');
  if (type === undefined || type === 'none') {
    for (const attribute of OF_ENCAP.map((key) => `tunnel.encap-${key}`)) {
      const span = draft.spans.get(attribute);
      if (span === undefined) continue;
      if (draft.attributes[attribute] !== false)
        reporter.warning('no-effect', span, 'this has no effect without a "type" of "encap"');
      unsay(draft, attribute);
    }
    return;
  }
  if (said('external') === true) {
    const related = { message: '"external" is set here', span: at('external') };
    reporter.error('conflict', at('encap'), '"encap" cannot be set on an external tunnel', { related });
  }
  if (said('encap-destination-port') === undefined) {
    const message = '"encap" needs "destination-port", the UDP port of the other end';
    reporter.error('missing-key', at('encap'), message);
  }
  // Over IPv6 a UDP packet without a checksum is dropped unless the receiver is configured to accept it.
  if (OVER_IPV6.has(draft.kind) && said('encap-checksum6') === undefined)
    say(draft, 'tunnel.encap-checksum6', true, at('encap'));
}

/** The greatest number of a session, which has 10 bits in the header (net/erspan.h). */
const SESSIONS = 1023;

function checkErspan({ draft, reporter, said, at }: Asked): void {
  const version = said('erspan-version') ?? 1;
  if (version === 0 && draft.kind === 'ip6erspan')
    reporter.error('not-supported', at('erspan-version'), 'ERSPAN over IPv6 has the versions 1 and 2 only');
  for (const [key, of] of [
    ['erspan-index', 1],
    ['erspan-direction', 2],
    ['erspan-hwid', 2],
  ] as const) {
    if (said(key) === undefined || version === of) continue;
    reporter.error('conflict', at(key), `"${key}" is only for version ${of} of ERSPAN, not ${version}`);
  }
  const keys = [said('input-key'), said('output-key')];
  if (keys.every((key) => key === undefined)) {
    if (version === 0 || said('external') === true) return;
    reporter.error('missing-key', draft.key, `tunnel "${draft.id}" needs "key", the number of the session`);
  } else if (version !== 0) {
    const fault = keys.some((key) => typeof key !== 'number')
      ? 'must be set for both directions'
      : keys.some((key) => Number(key) > SESSIONS)
        ? `must be from 0 to ${SESSIONS}`
        : undefined;
    if (fault !== undefined)
      reporter.error('wrong-value', at('input-key'), `the session ("key") of ERSPAN ${fault}`);
  }
}

/** The greatest length of a site's prefix (ipip6_tunnel_update_6rd). */
const SITE = 64;

function checkSixrd({ reporter, said, at }: Asked): void {
  const prefix = said('6rd-prefix');
  const relay = said('6rd-relay-prefix');
  if (typeof relay === 'string' && prefix === undefined)
    reporter.error('missing-key', at('6rd-relay-prefix'), '"6rd-relay-prefix" needs "6rd-prefix"');
  if (typeof prefix !== 'string') return;
  if (said('isatap') === true) {
    reporter.error('conflict', at('6rd-prefix'), 'a tunnel is either ISATAP or 6rd: use mode sit');
    return;
  }
  const rest = 32 - Number(String(relay ?? '0.0.0.0/0').split('/')[1]);
  const bits = Number(prefix.split('/')[1]) + rest;
  if (bits <= SITE) return;
  const message = `${prefix} and the ${rest} bits of an IPv4 address make a prefix of ${bits} bits, more than ${SITE}`;
  const hint = 'set "6rd-relay-prefix" to what all IPv4 addresses have in common';
  reporter.error('out-of-range', at('6rd-prefix'), message, { hint });
}
