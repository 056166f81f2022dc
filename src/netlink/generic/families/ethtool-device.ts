import type { GenericSocket } from '../generic-socket.ts';
import { genericHeader } from '../message.ts';
import {
  ETHTOOL,
  ETHTOOL_FLAG,
  ETHTOOL_MSG,
  ETHTOOL_SETTINGS,
  type EthtoolBitset,
  type EthtoolSettings,
  ethtoolFeatures,
  ethtoolFec,
  ethtoolWol,
} from './ethtool.ts';

/** Features of a link, by the kernel's names: `rx-gro`, `tx-checksum-ipv4` (netdev_features_strings). */
export interface Features {
  /** All that the kernel has. */
  readonly known: ReadonlySet<string>;
  /** Those that can be turned on and off. */
  readonly changeable: ReadonlySet<string>;
  /** Those that have been requested. */
  readonly wanted: ReadonlySet<string>;
  /**
   * Those that are on. A requested feature can be off because another one that it needs is off, or because of what the
   * link is used for.
   */
  readonly active: ReadonlySet<string>;
}

/**
 * The features of a link.
 * @throws NetlinkError EOPNOTSUPP if it has none, ENODEV if there is no link of that index
 */
export async function getFeatures(socket: GenericSocket, ifindex: number): Promise<Features> {
  const { hw, wanted, active, nochange } = await socket.get({
    family: ETHTOOL,
    message: ethtoolFeatures,
    value: { cmd: ETHTOOL_MSG.FEATURES_GET, header: { devIndex: ifindex } },
  });
  const never = namesOf(nochange);
  return {
    known: allNamesOf(hw),
    changeable: new Set([...namesOf(hw)].filter((name) => !never.has(name))),
    wanted: namesOf(wanted),
    active: namesOf(active),
  };
}

/** Turns features on and off. What cannot be changed stays as it is, without an error (ethnl_set_features). */
export async function setFeatures(
  socket: GenericSocket,
  ifindex: number,
  features: Readonly<Record<string, boolean>>,
): Promise<void> {
  const bits = Object.entries(features).map(([name, on]) => ({ name, ...(on && { value: true as const }) }));
  await socket.request({
    family: ETHTOOL,
    message: ethtoolFeatures,
    value: { cmd: ETHTOOL_MSG.FEATURES_SET, header: quietly(ifindex), wanted: { bits } },
  });
}

/** What wakes the machine up: `magic`, `phy`, `ucast` … (wol_mode_names). */
export interface Wol {
  readonly modes: ReadonlySet<string>;
  readonly supported: ReadonlySet<string>;
}

/**
 * The wake-on-LAN modes of a link. Needs CAP_NET_ADMIN.
 * @throws NetlinkError EOPNOTSUPP if the driver does not support wake-on-LAN
 */
export async function getWol(socket: GenericSocket, ifindex: number): Promise<Wol> {
  const { modes } = await socket.get({
    family: ETHTOOL,
    message: ethtoolWol,
    value: { cmd: ETHTOOL_MSG.WOL_GET, header: { devIndex: ifindex } },
  });
  return { modes: namesOf(modes), supported: allNamesOf(modes) };
}

/**
 * Enables these wake-on-LAN modes only; with none, nothing wakes the machine up.
 * @throws NetlinkError EINVAL for a mode that the driver does not support
 */
export async function setWol(
  socket: GenericSocket,
  ifindex: number,
  modes: readonly string[],
): Promise<void> {
  await socket.request({
    family: ETHTOOL,
    message: ethtoolWol,
    value: {
      cmd: ETHTOOL_MSG.WOL_SET,
      header: quietly(ifindex),
      modes: { nomask: true, bits: modes.map((name) => ({ name })) },
    },
  });
}

/** Forward error correction: the encodings asked for (`RS`, `BASER`, `LLRS`, `None`), and whether the NIC may choose. */
export interface Fec {
  readonly modes: ReadonlySet<string>;
  readonly auto: boolean;
}

/**
 * The forward error correction of a NIC.
 * @throws NetlinkError EOPNOTSUPP if the driver does not tell
 */
export async function getFec(socket: GenericSocket, ifindex: number): Promise<Fec> {
  const { modes, auto } = await socket.get({
    family: ETHTOOL,
    message: ethtoolFec,
    value: { cmd: ETHTOOL_MSG.FEC_GET, header: { devIndex: ifindex } },
  });
  return { modes: namesOf(modes), auto: auto === 1 };
}

/**
 * Sets the forward error correction of a NIC.
 * @throws NetlinkError EINVAL for encodings that the driver does not have
 */
export async function setFec(socket: GenericSocket, ifindex: number, fec: Fec): Promise<void> {
  const bits = [...fec.modes].map((name) => ({ name }));
  await socket.request({
    family: ETHTOOL,
    message: ethtoolFec,
    value: {
      cmd: ETHTOOL_MSG.FEC_SET,
      header: quietly(ifindex),
      modes: { nomask: true, bits },
      auto: fec.auto ? 1 : 0,
    },
  });
}

/**
 * Settings of a NIC: the sizes of its `rings`, how many `channels` (queues) it uses, how it coalesces interrupts
 * (`coalesce`), its `pause` frames, and speed and duplex (`linkmodes`), by the names of the tables `ethtoolRings` and so
 * on. What the driver does not have is missing.
 * @throws NetlinkError EOPNOTSUPP if the driver has none of these, ENODEV if there is no link of that index
 */
export async function getEthtoolSettings(
  socket: GenericSocket,
  ifindex: number,
  settings: EthtoolSettings,
): Promise<Readonly<Record<string, number>>> {
  const { message, get } = ETHTOOL_SETTINGS[settings];
  const value = { cmd: get, header: { devIndex: ifindex } };
  const reply: object = await socket.get<typeof message>({ family: ETHTOOL, message, value });
  return Object.fromEntries(
    Object.entries(reply).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && !(entry[0] in genericHeader),
    ),
  );
}

/**
 * Changes settings of a NIC; those that are left out stay.
 * @param values by the names of the table, `{ rx: 512 }` for `rings`
 * @throws NetlinkError EOPNOTSUPP if the driver does not have one, EINVAL or ERANGE for values that it does not take
 */
export async function setEthtoolSettings(
  socket: GenericSocket,
  ifindex: number,
  settings: EthtoolSettings,
  values: Readonly<Record<string, number>>,
): Promise<void> {
  const { message, set } = ETHTOOL_SETTINGS[settings];
  const value = { cmd: set, header: quietly(ifindex), ...values };
  await socket.request<typeof message>({ family: ETHTOOL, message, value });
}

const quietly = (devIndex: number) => ({ devIndex, flags: ETHTOOL_FLAG.OMIT_REPLY });

/** Names of the bits that are on: of a set with a mask all that are in that are listed. */
const namesOf = (set: EthtoolBitset | undefined): ReadonlySet<string> =>
  new Set(
    (set?.bits ?? []).flatMap(({ name, value }) => ((set?.nomask ?? value) === true && name ? [name] : [])),
  );

/** Names of all bits that are listed. */
const allNamesOf = (set: EthtoolBitset | undefined): ReadonlySet<string> =>
  new Set((set?.bits ?? []).flatMap(({ name }) => name ?? []));
