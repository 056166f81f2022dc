import { isIpv6LinkLocal, parseIp } from '../../model/ip.ts';
import { type Draft, say, unsay } from '../draft.ts';
import { childOf, type Span } from '../node.ts';
import type { Reporter } from '../reporter.ts';

const NEEDED = ['local', 'remote', 'tunnel-id', 'peer-tunnel-id', 'session-id', 'peer-session-id'];
/** 4 or 8 bytes (RFC 3931, 4.1) */
const COOKIE = /^(?:[0-9a-f]{8}){1,2}$/i;
const PORTS = ['source-port', 'destination-port'];
const OF_UDP = [...PORTS, 'udp-checksum', 'zero-udp6-tx', 'zero-udp6-rx'];

/** Checks a session of L2TP beyond the forms of its keys, like l2tp_nl_cmd_tunnel_create and l2tp_nl_cmd_session_create. */
export function checkL2tp(draft: Draft, reporter: Reporter): void {
  const at = (key: string): Span => draft.spans.get(`l2tp.${key}`) ?? draft.key;
  const isUdp = draft.attributes['l2tp.encapsulation'] !== 'ip';
  for (const key of isUdp ? [...NEEDED, ...PORTS] : NEEDED) {
    if (childOf(draft.node, key) !== undefined) continue;
    const hint = PORTS.includes(key) ? 'or "encapsulation: ip", which has no ports' : undefined;
    reporter.error('missing-key', draft.key, `tunnel "${draft.id}" of mode l2tp needs "${key}"`, {
      ...(hint !== undefined && { hint }),
    });
  }
  for (const key of ['cookie', 'peer-cookie']) {
    const text = draft.attributes[`l2tp.${key}`];
    if (typeof text !== 'string') continue;
    if (!COOKIE.test(text)) {
      const message = `"${key}" must be 8 or 16 hexadecimal digits, not ${JSON.stringify(text)}`;
      reporter.error('wrong-value', at(key), message);
    } else say(draft, `l2tp.${key}`, text.toLowerCase(), at(key));
  }
  checkEnds(draft, at, reporter);
  if (!isUdp) dropUdp(draft, reporter);
  checkSequence(draft, at, reporter);
}

function checkEnds(draft: Draft, at: (key: string) => Span, reporter: Reporter): void {
  const [local, remote] = ['local', 'remote'].map((key) => {
    const text = draft.attributes[`l2tp.${key}`];
    const ip = typeof text === 'string' ? parseIp(text) : undefined;
    // The tunnel's socket has no interface (l2tp_tunnel_sock_create).
    if (ip !== undefined && isIpv6LinkLocal(ip))
      reporter.error(
        'wrong-value',
        at(key),
        `"${key}" of a tunnel of mode l2tp cannot be a link-local address`,
      );
    return ip;
  });
  if (local === undefined || remote === undefined) return;
  if (local.family !== remote.family) {
    const related = { message: `"remote" is an IPv${remote.family} address`, span: at('remote') };
    const message = '"local" and "remote" must be of one family';
    reporter.error('family-mismatch', at('local'), message, { related });
    return;
  }
  const others = remote.family === 4 ? ['zero-udp6-tx', 'zero-udp6-rx'] : ['udp-checksum'];
  for (const key of others) unsay(draft, `l2tp.${key}`);
}

/** Without UDP there are neither ports nor checksums. */
function dropUdp(draft: Draft, reporter: Reporter): void {
  for (const key of [...PORTS, 'checksums']) {
    const node = childOf(draft.node, key);
    const span = draft.spans.get(`l2tp.${key}`) ?? node;
    if (span !== undefined)
      reporter.warning('no-effect', span, `"${key}" has no effect with "encapsulation: ip"`);
  }
  for (const key of OF_UDP) unsay(draft, `l2tp.${key}`);
}

/** Sequence numbers are in the header between the session's and the frame (l2tp_build_l2tpv3_header). */
function checkSequence(draft: Draft, at: (key: string) => Span, reporter: Reporter): void {
  const { attributes } = draft;
  if (attributes['l2tp.layer2-specific-header'] !== 'none') return;
  for (const key of ['input-sequence', 'output-sequence']) {
    if (attributes[`l2tp.${key}`] !== true) continue;
    const related = { message: 'it is left out here', span: at('layer2-specific-header') };
    const message = 'sequence numbers are in the layer 2 specific header';
    reporter.error('conflict', at(key), message, { related });
    return;
  }
}
