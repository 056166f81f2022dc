import { CSUMS } from '../../../model/language/qdiscs/action-kinds.ts';
import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import {
  PEDIT_CMD,
  PEDIT_HDR,
  peditKeys,
  peditOptions,
  TC_ACT,
  TCA_CSUM_UPDATE,
  TCA_VLAN_ACT,
} from '../../../netlink/index.ts';
import { flagsIn, flagsOf, type Members } from './wire.ts';

/** How the options of an action stand in TCA_ACT_OPTIONS; `read` is undefined for what cannot be declared. */
export interface ActionWire {
  readonly write: (options: QdiscOptions) => Members;
  readonly read: (members: Members) => QdiscOptions | undefined;
}

type Numbers = Readonly<Record<string, number | undefined>>;

/** The members with which the parameters of every action begin. The packet goes on to the next action. */
const PIPE = { index: 0, capab: 0, action: TC_ACT.PIPE, refcnt: 0, bindcnt: 0 } as const;

/** An action that says PIPE, and what it has beside its parameters by the names of the options. */
function action(
  names: Readonly<Record<string, string>>,
  ofParameters: {
    readonly write: (options: QdiscOptions) => Members;
    readonly read: (parameters: Numbers) => QdiscOptions | undefined;
  } = { write: () => ({}), read: () => ({}) },
): ActionWire {
  const byMember = new Map(Object.entries(names).map(([name, member]) => [member, name]));
  return {
    write: (options) => ({
      parms: { ...PIPE, ...ofParameters.write(options) },
      ...Object.fromEntries(
        Object.entries(names).flatMap(([name, member]) => {
          const value = options[name];
          return value === undefined ? [] : [[member, value]];
        }),
      ),
    }),
    read({ parms = {}, tm: _, ...members }) {
      // Safe: every action begins with numbers.
      const parameters = parms as Numbers;
      const own = ofParameters.read(parameters);
      const found = Object.entries(members).map(([member, value]) => [byMember.get(member), value] as const);
      if (parameters['action'] !== TC_ACT.PIPE || own === undefined) return undefined;
      if (found.some(([name, value]) => name === undefined || typeof value !== 'number')) return undefined;
      return { ...own, ...(Object.fromEntries(found) as QdiscOptions) };
    },
  };
}

/** TCA_CSUM_UPDATE_FLAG_*, by the names of the options. */
const CSUM_FLAGS: Readonly<Record<string, number>> = Object.fromEntries(
  CSUMS.map((name) => {
    const flag = name === 'ip4h' ? 'IPV4HDR' : name.toUpperCase();
    return [name, Object.entries(TCA_CSUM_UPDATE).find(([one]) => one === flag)?.[1] ?? 0];
  }),
);

/** TCA_CT_ACT_* */
const CT_FLAGS = { commit: 1, force: 2, clear: 4, nat: 8 } as const;
const ALL_BITS = 0xffff_ffff;

const connection = action({ zone: 'zone', mark: 'mark', 'mark-mask': 'markMask', flags: 'action' });

/** Of the first word of a header, the bits of its code point: how far they are from its end. */
const DSCP = {
  'ip-dscp': { header: PEDIT_HDR.IP4, shift: 18 },
  'ipv6-dscp': { header: PEDIT_HDR.IP6, shift: 22 },
} as const;
const POINT = 0x3f;

export const ACTION_WIRES: Readonly<Record<string, ActionWire>> = {
  skbedit: action({ mark: 'mark', 'mark-mask': 'mask', priority: 'priority', queue: 'queueMapping' }),
  vlan: action(
    { id: 'pushVlanId', protocol: 'pushVlanProtocol', priority: 'pushVlanPriority' },
    {
      write: ({ mode = TCA_VLAN_ACT.POP }) => ({ vAction: mode }),
      read: ({ vAction = 0 }) => (vAction > TCA_VLAN_ACT.MODIFY ? undefined : { mode: vAction }),
    },
  ),
  csum: action(
    {},
    {
      write: (options) => ({ updateFlags: flagsOf(CSUM_FLAGS, options) }),
      read: ({ updateFlags = 0 }) => flagsIn(CSUM_FLAGS, updateFlags),
    },
  ),
  ct: {
    write({ commit = 0, force = 0, clear = 0, nat = 0, zone, mark, ...others }) {
      const flags = flagsOf(CT_FLAGS, { commit, force, clear, nat });
      const mask = others['mark-mask'] ?? ALL_BITS;
      return connection.write({
        flags,
        ...(zone !== undefined && zone !== 0 && { zone }),
        ...(mark !== undefined && { mark, 'mark-mask': mask }),
      });
    },
    read(members) {
      const { flags = 0, ...options } = connection.read(members) ?? { flags: ALL_BITS };
      const all = Object.values(CT_FLAGS).reduce((bits, bit) => bits | bit, 0);
      return (flags & ~all) === 0 ? { ...options, ...flagsIn(CT_FLAGS, flags) } : undefined;
    },
  },
  connmark: action({}, { write: ({ zone = 0 }) => ({ zone }), read: ({ zone = 0 }) => ({ zone }) }),
  sample: action({ rate: 'rate', group: 'psampleGroup', truncate: 'truncSize' }),
  pedit: {
    write: (options) => ({
      ...peditOptions(
        Object.entries(DSCP).flatMap(([name, { header, shift }]) => {
          const point = options[name];
          return point === undefined ? [] : [{ header, off: 0, value: point << shift, mask: POINT << shift }];
        }),
      ),
    }),
    read({ tm: _, parmsEx, keysEx, ...members }) {
      if (!(parmsEx instanceof Uint8Array) || keysEx === undefined || Object.keys(members).length > 0)
        return undefined;
      // Safe: what the codec reads of a pedit.
      const [key, ...more] = peditKeys({ parmsEx, keysEx } as Parameters<typeof peditKeys>[0]);
      const found = Object.entries(DSCP).find(
        ([, { header, shift }]) => header === key?.header && POINT << shift === key.mask,
      );
      if (key === undefined || found === undefined || more.length > 0) return undefined;
      if (key.off !== 0 || key.cmd !== PEDIT_CMD.SET) return undefined;
      return { [found[0]]: key.value >>> found[1].shift };
    },
  },
};
