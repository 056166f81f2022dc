import { type DeviceLanguage, deviceKeys, type Form, type KeyOptions, LOWER } from './device.ts';

type Keys = Readonly<Record<string, KeyOptions>>;

const end = (family: 4 | 6, more: Partial<Extract<Form, { form: 'ip' }>> = {}): Form => ({
  form: 'ip',
  family,
  none: true,
  ...more,
});

const number = (most: number, words: Extract<Form, { form: 'number' }>['words'] = {}): Form => ({
  form: 'number',
  most,
  words,
});

const BYTE = 255;
const ALL_BITS = 4294967295;

/**
 * Both ends must be declared, or that any address may be the other end. As `remote` has no `usual`, it is always
 * written.
 */
const ends = (family: 4 | 6): Keys => ({
  local: { form: end(family, { unicast: true }), usual: null },
  remote: { form: end(family) },
  link: { ...LOWER, usual: null },
});

/** Keys for the outer IPv4 header. */
const overIpv4 = (): Keys => ({
  ttl: { form: number(BYTE, { inherit: 0 }), usual: 0 },
  'type-of-service': { form: number(BYTE, { inherit: 1 }), usual: 0 },
  pmtudisc: { usual: true },
  fwmark: { form: number(ALL_BITS), usual: 0 },
});

/** Keys for the outer IPv6 header. */
const overIpv6 = (): Keys => ({
  ttl: { form: number(BYTE, { inherit: 0 }), usual: 64, spellings: ['hop-limit'] },
  'type-of-service': { form: number(BYTE, { inherit: 'inherit' }), usual: 0, spellings: ['traffic-class'] },
  'flow-label': { form: number(0xfffff, { inherit: 'inherit' }), usual: 0 },
  'encap-limit': { form: number(BYTE, { none: 'none' }), usual: 4 },
  dscp: { usual: 'keep' },
  'allow-localremote': { usual: false },
  fwmark: { form: number(ALL_BITS, { inherit: 'inherit' }), usual: 0 },
});

/** Keys for a UDP header between the outer and the inner one. */
const encap = (usual?: readonly string[]): Keys => ({
  'encap.type': { as: 'encap', usual: 'none' },
  'encap.source-port': { as: 'encap-source-port', form: number(65535, { auto: 0 }), usual: 0 },
  'encap.destination-port': { as: 'encap-destination-port', usual: 0 },
  'encap.checksums': {
    form: {
      form: 'switches',
      words: {
        udp: 'tunnel.encap-checksum',
        udp6: 'tunnel.encap-checksum6',
        remote: 'tunnel.encap-remote-checksum',
      },
    },
    ...(usual !== undefined && { usual }),
  },
});

const external = (): Keys => ({ external: { usual: false } });

const keyKeys = (): Keys => ({
  key: {
    attribute: 'tunnel.input-key',
    form: { form: 'tunnel-keys', output: 'tunnel.output-key' },
    spellings: ['keys'],
  },
});

/** Keys for the GRE header. */
const greKeys = (): Keys => ({
  ...keyKeys(),
  sequence: {
    form: {
      form: 'switches',
      words: { input: 'tunnel.input-sequence', output: 'tunnel.output-sequence' },
    },
    usual: [],
  },
  checksums: {
    form: {
      form: 'switches',
      words: { input: 'tunnel.input-checksum', output: 'tunnel.output-checksum' },
    },
    usual: [],
  },
});

/** Keys for the ERSPAN header; the tunnel's key is the session. */
const erspanKeys = (): Keys => ({
  ...keyKeys(),
  'erspan-version': { usual: 1 },
  'erspan-index': { usual: 0 },
  'erspan-direction': { usual: 'ingress' },
  'erspan-hwid': { usual: 0 },
});

const ignoreDf = (): Keys => ({ 'ignore-df': { usual: false } });

/** Kinds that carry Ethernet frames; the other kinds have no neighbours (IFF_NOARP). */
const ETHERNET: readonly string[] = ['gretap', 'erspan', 'ip6gretap', 'ip6erspan'];
const WITHOUT_NEIGHBORS = { arp: false, multicast: false } as const;

const language = (kind: string, keys: () => Keys): DeviceLanguage => ({
  kind,
  keys: deviceKeys('tunnel', keys),
  ...(ETHERNET.includes(kind) ? {} : { usual: WITHOUT_NEIGHBORS }),
});

export const ipip = language('ipip', () => ({
  ...ends(4),
  ...overIpv4(),
  payload: { usual: 'ipv4' },
  ...external(),
  ...encap([]),
}));

/** The remote end may be left out: 6to4, 6rd and ISATAP derive it from the inner address. */
export const sit = language('sit', () => ({
  ...ends(4),
  remote: { form: end(4), usual: null },
  ...overIpv4(),
  payload: { usual: 'ipv6' },
  '6rd-prefix': { form: { form: 'prefix', family: 6 }, usual: '2002::/16' },
  '6rd-relay-prefix': { form: { form: 'prefix', family: 4 }, usual: null },
  ...encap([]),
}));

export const ip6tnl = language('ip6tnl', () => ({ ...ends(6), ...overIpv6(), ...external(), ...encap() }));

const overGre4 = (): Keys => ({
  ...ends(4),
  ...overIpv4(),
  ...greKeys(),
  ...ignoreDf(),
  ...external(),
  ...encap([]),
});
export const gre = language('gre', overGre4);
export const gretap = language('gretap', overGre4);
export const erspan = language('erspan', () => ({
  ...ends(4),
  ...overIpv4(),
  ...erspanKeys(),
  ...ignoreDf(),
  ...external(),
  ...encap([]),
}));

const overGre6 = (): Keys => ({ ...ends(6), ...overIpv6(), ...greKeys(), ...external(), ...encap() });
export const ip6gre = language('ip6gre', overGre6);
export const ip6gretap = language('ip6gretap', overGre6);
export const ip6erspan = language('ip6erspan', () => ({
  ...ends(6),
  ...overIpv6(),
  ...erspanKeys(),
  ...external(),
  ...encap(),
}));

/** A key of 0 means that there is none. */
const vtiKeys = (): Keys => ({
  key: { ...keyKeys()['key'], usual: 0 },
  fwmark: { form: number(ALL_BITS), usual: 0 },
});

export const vti = language('vti', () => ({ ...ends(4), ...vtiKeys() }));
export const vti6 = language('vti6', () => ({ ...ends(6), ...vtiKeys() }));
