import { once } from '../../once.ts';
import { COUNT, NO_OPTIONS, OFF, type OptionTable, RATE, SIZE, tickBytes, U32 } from './option.ts';

/** What becomes of a packet (TC_ACT_*). */
const VERDICT = {
  measure: 'words',
  words: { pass: 0, drop: 2, pipe: 3, reclassify: 1, continue: -1 },
} as const;

/** Actions that only say what becomes of a packet, for which the word alone will do. */
export const PLAIN_ACTIONS = ['drop', 'pass', 'continue', 'reclassify'] as const;

/** TCA_VLAN_ACT_* */
const VLAN_MODES = { pop: 1, push: 2, modify: 3 } as const;

/** The checksums that can be computed anew, by the words of tc-csum(8). */
export const CSUMS = ['ip4h', 'icmp', 'igmp', 'tcp', 'udp', 'udplite', 'sctp'] as const;

const DSCP = { how: { measure: 'dscp' }, most: 63 } as const;

const MIRRED: OptionTable = {
  options: { direction: { how: { measure: 'words', words: { egress: 0, ingress: 1 } } } },
};

/** The options of actions, with the words of tc-police(8) and so on. */
export const actionKinds = once(
  (): Readonly<Record<string, OptionTable>> => ({
    ...Object.fromEntries(PLAIN_ACTIONS.map((word) => [word, NO_OPTIONS])),
    police: {
      options: {
        rate: { ...RATE, least: 1, needed: true },
        burst: { ...SIZE, least: 1, needed: true },
        mtu: { ...SIZE, least: 1, usual: U32 },
        exceed: { how: VERDICT, least: -1, usual: VERDICT.words.drop },
        conform: { how: VERDICT, least: -1 },
      },
      fault: ({ rate = 1, burst = 0 }) =>
        burst / rate < U32 * 64e-9
          ? undefined
          : ['burst', 'must be sent within 274 seconds at "rate": the kernel counts no more'],
      tolerance: (option, { rate = 0 }) => (option === 'burst' ? tickBytes(rate) : 0),
    },
    redirect: MIRRED,
    mirror: MIRRED,
    skbedit: {
      options: {
        mark: COUNT,
        'mark-mask': { ...COUNT, least: 1, usual: U32 },
        priority: { how: { measure: 'class' }, most: U32 },
        queue: { ...COUNT, most: 0xffff },
      },
      fault: ({ mark, 'mark-mask': mask, priority, queue }) =>
        mask !== undefined && mark === undefined
          ? ['mark-mask', 'needs "mark"']
          : mark === undefined && priority === undefined && queue === undefined
            ? ['', 'needs "mark", "priority" or "queue"']
            : undefined,
    },
    vlan: {
      options: {
        mode: { how: { measure: 'words', words: VLAN_MODES }, needed: true },
        // tcf_vlan_init
        id: { ...COUNT, most: 4094 },
        protocol: {
          how: { measure: 'words', words: { '802.1q': 0x8100, '802.1ad': 0x88a8 } },
          usual: 0x8100,
        },
        priority: { ...COUNT, most: 7 },
      },
      fault(options) {
        const { mode, id } = options;
        const said = ['id', 'protocol', 'priority'].find((name) => options[name] !== undefined);
        if (mode === VLAN_MODES.pop) return said === undefined ? undefined : [said, 'is of no use with pop'];
        return id === undefined ? ['', 'needs "id", the VLAN'] : undefined;
      },
      // The kernel takes 0 for what is not said of a new tag (tcf_vlan_init).
      settle: (options) => (options['mode'] === VLAN_MODES.push ? { priority: 0, ...options } : options),
    },
    csum: {
      options: Object.fromEntries(CSUMS.map((name) => [name, OFF])),
      fault: (options) =>
        CSUMS.some((name) => options[name] === 1) ? undefined : ['', `needs one of ${CSUMS.join(', ')}`],
    },
    ct: {
      options: {
        zone: { ...COUNT, most: 0xffff, usual: 0 },
        commit: OFF,
        force: OFF,
        clear: OFF,
        nat: OFF,
        mark: COUNT,
        'mark-mask': { ...COUNT, least: 1, usual: U32 },
      },
      fault(options) {
        const { clear, commit, force, mark, 'mark-mask': mask } = options;
        const beside = Object.keys(options).find((name) => name !== 'clear' && options[name] !== 0);
        if (clear === 1 && beside !== undefined) return [beside, 'is of no use with "clear"'];
        if (force === 1 && commit !== 1) return ['force', 'needs "commit"'];
        return mask !== undefined && mark === undefined ? ['mark-mask', 'needs "mark"'] : undefined;
      },
    },
    connmark: { options: { zone: { ...COUNT, most: 0xffff, usual: 0 } } },
    sample: {
      options: {
        rate: { ...COUNT, least: 1, needed: true },
        group: { ...COUNT, needed: true },
        truncate: { ...COUNT, least: 1 },
      },
    },
    pedit: {
      options: { 'ip-dscp': DSCP, 'ipv6-dscp': DSCP },
      fault: ({ 'ip-dscp': v4, 'ipv6-dscp': v6 }) =>
        v4 === undefined && v6 === undefined
          ? ['', 'needs "ip-dscp" or "ipv6-dscp"']
          : v4 !== undefined && v6 !== undefined
            ? ['ipv6-dscp', 'is for other packets than "ip-dscp": these take two filters']
            : undefined,
    },
  }),
);
