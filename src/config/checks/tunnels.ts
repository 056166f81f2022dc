import { TUNNEL_MODES } from '../../model/language/tunnels.ts';
import type { Value } from '../../model/value.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';

/** Kinds of IP tunnel, and whether a key distinguishes tunnels with the same ends (ip_tunnel_find and the like). */
const KEYED: Readonly<Record<string, boolean>> = {
  erspan: true,
  gre: true,
  gretap: true,
  ip6erspan: true,
  ip6gre: true,
  ip6gretap: true,
  ip6tnl: false,
  ipip: false,
  sit: false,
  vti: false,
  vti6: false,
};

const GENEVE_PORT = 6081;

/** Kinds whose hardware address is the tunnel's local end. */
const WITHOUT_MAC: ReadonlySet<string> = new Set(['gre', 'ip6gre', 'ip6tnl', 'ipip', 'sit', 'vti', 'vti6']);

/** Reports tunnels that are the same to the kernel, and MAC addresses on tunnels without them. */
export function checkTunnels({ devices, reporter }: Context): void {
  const seen = new Map<string, Draft>();
  for (const draft of devices) {
    const { id, kind, key, attributes, spans } = draft;
    const mac = spans.get('macaddress');
    if (mac !== undefined && (WITHOUT_MAC.has(kind) || attributes['geneve.inner-proto-inherit'] === true)) {
      const message = `a ${modeOf(draft)} tunnel has no MAC address`;
      reporter.error('not-supported', mac, message);
    }
    const claim = claimOf(draft);
    if (claim === undefined) continue;
    const words = `${kind} ${claim}`;
    const twin = seen.get(words);
    if (twin === undefined) seen.set(words, draft);
    else {
      const related = { message: `"${twin.id}" is defined here`, span: twin.key };
      const message =
        claim === 'external'
          ? `"${id}" and "${twin.id}" are both external: the kernel has one such tunnel of a kind`
          : `"${id}" and "${twin.id}" are the same tunnel to the kernel: ${distinction(kind)} must differ`;
      reporter.error('duplicate-tunnel', key, message, { related });
    }
  }
}

const modeOf = ({ kind, attributes }: Draft): string =>
  Object.entries(TUNNEL_MODES).find(
    ([, { language, attributes: fixed = {} }]) =>
      language.kind === kind && Object.entries(fixed).every(([name, value]) => attributes[name] === value),
  )?.[0] ?? kind;

const distinction = (kind: string): string => {
  if (kind === 'geneve') return '"id", "local", "remote" or "port"';
  const ends = '"local", "remote"';
  return KEYED[kind] === true ? `${ends}, "link" or the input "key"` : `${ends} or "link"`;
};

/** What must be different for each tunnel: it determines the tunnel to which a packet belongs. */
function claimOf({ kind, attributes }: Draft): string | undefined {
  const text = (names: readonly string[]): string =>
    names
      .map((name): Value => attributes[name] ?? null)
      .map(String)
      .join();
  if (kind === 'geneve') {
    const port = String(attributes['geneve.port'] ?? GENEVE_PORT);
    if (attributes['geneve.external'] === true) return `external,${port},${text(['geneve.local'])}`;
    return `${port},${text(['geneve.id', 'geneve.local', 'geneve.remote'])}`;
  }
  const keyed = KEYED[kind];
  if (keyed === undefined) return undefined;
  if (attributes['tunnel.external'] === true) return 'external';
  const ends = ['tunnel.local', 'tunnel.remote', 'link'];
  return text(keyed ? [...ends, 'tunnel.input-key'] : ends);
}
