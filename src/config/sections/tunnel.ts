import { TUNNEL_MODES } from '../../model/language/tunnels.ts';
import { type Draft, say } from '../draft.ts';
import type { LinkKeys } from '../link-keys.ts';
import { childOf } from '../node.ts';
import { readMembers } from '../read.ts';
import type { Reporter } from '../reporter.ts';
import { checkBareudp } from './bareudp.ts';
import { checkGeneve } from './geneve.ts';
import { checkIpTunnel } from './ip-tunnel.ts';
import { readKind } from './kind.ts';
import { checkVxlan } from './vxlan.ts';
import { checkWireguard } from './wireguard.ts';

/** Modes with the attributes that all tunnels of IP in IP or GRE have. */
const IP_TUNNELS = Object.entries(TUNNEL_MODES).flatMap(([mode, { language }]) =>
  language.keys.some(({ attribute }) => attribute === 'tunnel.remote') ? [mode] : [],
);

/** What the keys of a mode must be beyond their forms. */
const CHECKS: Readonly<Record<string, (draft: Draft, reporter: Reporter) => void>> = {
  ...Object.fromEntries(IP_TUNNELS.map((mode) => [mode, checkIpTunnel])),
  bareudp: checkBareudp,
  geneve: checkGeneve,
  vxlan: checkVxlan,
  wireguard: checkWireguard,
};

/** Keys of any tunnel that are no attribute. */
const OF_ALL_TUNNELS: ReadonlySet<string> = new Set(['mode']);

/** Keys of one mode, or of all of them. */
const namesOfModes = new Map<string | undefined, ReadonlySet<string>>();

/** Found out at the first tunnel. */
function namesOfMode(mode?: string): ReadonlySet<string> {
  let names = namesOfModes.get(mode);
  if (names === undefined) {
    const modes = Object.entries(TUNNEL_MODES).filter(([name]) => mode === undefined || name === mode);
    names = new Set(modes.flatMap(([, { language }]) => language.keys.flatMap(namesOf)));
    namesOfModes.set(mode, names);
  }
  return names;
}

/** `tunnels`: the mode tells the kind. */
export function readTunnel(draft: Draft, reporter: Reporter): LinkKeys | undefined {
  const node = childOf(draft.node, 'mode');
  const mode = node?.kind === 'scalar' ? node.text.toLowerCase() : '';
  const known = TUNNEL_MODES[mode];
  if (known === undefined) {
    // The schema says what the modes are.
    readMembers(draft.node, 'tunnel', { what: `tunnel "${draft.id}"`, owner: draft.key }, reporter);
    return undefined;
  }
  const { language, attributes = {} } = known;
  draft.kind = language.kind;
  for (const [attribute, value] of Object.entries(attributes))
    if (node !== undefined) say(draft, attribute, value, node);
  const check = CHECKS[mode];
  const options = { definition: 'tunnel', noun: 'tunnel', ...(check !== undefined && { check }) } as const;
  const keys = readKind(draft, language, options, reporter);
  warnOfOtherModes(draft, mode, reporter);
  return keys;
}

/** Keys of modes that tell tunnels apart by a number: without it another tunnel than the one meant would be made. */
const KEY_OF_TUNNEL: ReadonlySet<string> = new Set(['key', 'keys']);

/** netplan takes keys of other modes in silence, but for these. */
function warnOfOtherModes({ node }: Draft, mode: string, reporter: Reporter): void {
  if (node.kind !== 'map') return;
  const [own, ofAny] = [namesOfMode(mode), namesOfMode()];
  for (const { key } of node.entries) {
    const name = key.text;
    if (!ofAny.has(name) || OF_ALL_TUNNELS.has(name) || own.has(name)) continue;
    if (KEY_OF_TUNNEL.has(name)) {
      const message = `a tunnel of mode ${mode} has no key`;
      reporter.error('wrong-key', key, message, { hint: 'leave it out, or use mode gre or vti' });
      continue;
    }
    reporter.warning('no-effect', key, `"${name}" has no effect in a tunnel of mode ${mode}`);
  }
}

function namesOf({ key, spellings = [] }: { key: string; spellings?: readonly string[] }): string[] {
  const top = key.split('.')[0] ?? key;
  return [top, ...(top === key ? spellings : [])];
}
