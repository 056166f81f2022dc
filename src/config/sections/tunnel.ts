import type { DeviceLanguage } from '../../model/language/device.ts';
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
import { checkL2tp } from './l2tp.ts';
import { checkVxlan } from './vxlan.ts';
import { checkWireguard } from './wireguard.ts';

/** Whether a mode has the attributes of IP and GRE tunnels. */
const isIpTunnel = ({ keys }: DeviceLanguage): boolean =>
  keys().some(({ attribute }) => attribute === 'tunnel.remote');

/** The checks of the other modes, beyond the forms of their keys. */
const CHECKS: Readonly<Record<string, (draft: Draft, reporter: Reporter) => void>> = {
  bareudp: checkBareudp,
  geneve: checkGeneve,
  l2tp: checkL2tp,
  vxlan: checkVxlan,
  wireguard: checkWireguard,
};

/** Keys of all tunnels that are not attributes. */
const OF_ALL_TUNNELS: ReadonlySet<string> = new Set(['mode']);

/** A cache of the keys of one mode, or of all modes together. */
const namesOfModes = new Map<string | undefined, ReadonlySet<string>>();

/** The keys of a mode, or of all modes; found at the first use. */
function namesOfMode(mode?: string): ReadonlySet<string> {
  let names = namesOfModes.get(mode);
  if (names === undefined) {
    const modes = Object.entries(TUNNEL_MODES).filter(([name]) => mode === undefined || name === mode);
    names = new Set(modes.flatMap(([, { language }]) => language.keys().flatMap(namesOf)));
    namesOfModes.set(mode, names);
  }
  return names;
}

/** Reads a device of `tunnels`; its kind follows from the mode. */
export function readTunnel(draft: Draft, reporter: Reporter): LinkKeys | undefined {
  const node = childOf(draft.node, 'mode');
  const mode = node?.kind === 'scalar' ? node.text.toLowerCase() : '';
  const known = TUNNEL_MODES[mode];
  if (known === undefined) {
    // The schema reports the invalid mode.
    readMembers(draft.node, 'tunnel', { what: `tunnel "${draft.id}"`, owner: draft.key }, reporter);
    return undefined;
  }
  const { language, attributes = {} } = known;
  draft.kind = language.kind;
  for (const [attribute, value] of Object.entries(attributes))
    if (node !== undefined) say(draft, attribute, value, node);
  const check = isIpTunnel(language) ? checkIpTunnel : CHECKS[mode];
  const options = { definition: 'tunnel', noun: 'tunnel', ...(check !== undefined && { check }) } as const;
  const keys = readKind(draft, language, options, reporter);
  warnOfOtherModes(draft, mode, reporter);
  return keys;
}

/** Keys that distinguish tunnels by a number: if one were ignored, another tunnel than intended would be made. */
const KEY_OF_TUNNEL: ReadonlySet<string> = new Set(['key', 'keys']);

/** Warns of keys of other modes, which netplan mostly accepts silently. */
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
