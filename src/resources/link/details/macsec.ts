import type { Attributes, Link, Value } from '../../../model/index.ts';
import {
  channelsIn,
  channelsValue,
  isExtended,
  keysIn,
  keysValue,
  type MacsecChannel,
  type MacsecKey,
  sameKey,
  shortKeyId,
} from '../../../model/macsec.ts';
import {
  changeMacsec,
  listMacsec,
  type MacsecChange,
  type MacsecMessage,
  type MacsecSa,
  link as message,
  NetlinkError,
  RTM,
} from '../../../netlink/index.ts';
import type { LinkIndex, Order } from '../../room.ts';
import type { LinkDetails } from './link-details.ts';

const TRANSMIT = 'macsec.transmit-keys';
const RECEIVE = 'macsec.receive';
const ENCODING = 'macsec.encoding-sa';
const OWN: readonly string[] = [TRANSMIT, RECEIVE, ENCODING];

type Command = Parameters<typeof changeMacsec>[1];

/** Keys and channels of macsec devices, which have a generic netlink family (ip-macsec(8)). */
export const macsecDetails: LinkDetails = {
  appliesTo: ({ kind }) => kind === 'macsec',
  concerns: (attribute) => OWN.includes(attribute),
  how: () => 'live',
  async read(_links, kernel, index) {
    try {
      const devices = await listMacsec(kernel.generic());
      return new Map(devices.flatMap((device) => attributesOf(device, index)));
    } catch (error) {
      // The devices may have gone since the links were observed.
      if (error instanceof NetlinkError) return new Map();
      throw error;
    }
  },
  orders(link, before, after, index): Order[] {
    const device = {
      name: link.name,
      ifindex: index.indexOf(link.name),
      extended: isExtended(cipherOf(link)),
    };
    return [
      ...(RECEIVE in after
        ? receiveOrders(device, channelsIn(before[RECEIVE]), channelsIn(after[RECEIVE]))
        : []),
      ...transmitOrders(device, before, after),
    ];
  },
};

interface Device {
  readonly name: string;
  readonly ifindex: number;
  /** Whether packet numbers have 64 bits. */
  readonly extended: boolean;
}

const cipherOf = ({ attributes }: Link): string => String(attributes['macsec.cipher'] ?? '');

function attributesOf(device: MacsecMessage, index: LinkIndex): [string, Attributes][] {
  const { ifindex, txsaList = [], rxscList = [] } = device;
  const name = ifindex === undefined ? undefined : index.nameOf(ifindex);
  if (name === undefined) return [];
  const channels = rxscList.map(
    ({ sci = 0n, active, saList = [] }): MacsecChannel => ({
      sci: sci.toString(16).padStart(16, '0'),
      active: active === 1,
      keys: saList.map(keyOf),
    }),
  );
  return [[name, { [TRANSMIT]: keysValue(txsaList.map(keyOf)), [RECEIVE]: channelsValue(channels) }]];
}

/** The current packet number is no setting, so it is left out. */
const keyOf = ({ an = 0, keyid, active, ssci }: MacsecSa): MacsecKey => ({
  an,
  keyId: hex(keyid ?? new Uint8Array(16)),
  key: null,
  active: active === 1,
  packetNumber: null,
  ssci: ssci ?? null,
  salt: null,
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/**
 * Sending must not be interrupted: new keys are added first, then the encoding association is chosen, and only then old
 * ones are removed. A key cannot be changed (macsec_upd_txsa), so an association with a new key is removed and added
 * again; for the one that encodes at present this happens after the choice of another one.
 */
function transmitOrders(device: Device, before: Attributes, after: Attributes): Order[] {
  const encoding = Number(before[ENCODING] ?? 0);
  const chosen = after[ENCODING];
  const choice = chosen === undefined ? [] : [choose(device, chosen)];
  if (!(TRANSMIT in after)) return choice;
  const had = new Map(keysIn(before[TRANSMIT]).map((key) => [key.an, key]));
  const wanted = keysIn(after[TRANSMIT]);
  const kept = new Set(wanted.map(({ an }) => an));
  const change = (keys: readonly MacsecKey[]): Order[] =>
    keys.flatMap((key) => keyOrders(device, had.get(key.an), key));
  const isLate = (key: MacsecKey): boolean => key.an === encoding && had.has(key.an);
  const gone = [...had.values()].filter(({ an }) => !kept.has(an));
  return [
    ...change(wanted.filter((key) => !isLate(key))),
    ...choice,
    ...change(wanted.filter(isLate)),
    ...gone.flatMap((key) => removal(device, key)),
  ];
}

/**
 * Sets the encoding association (macsec_changelink_common). If that does not exist the link stops sending, so it has to
 * be added before.
 */
const choose = ({ ifindex }: Device, an: Value): Order => ({
  message,
  type: RTM.NEWLINK,
  value: { index: ifindex, linkinfo: { kind: 'macsec', data: { encodingSa: Number(an) } } },
});

function receiveOrders(
  device: Device,
  before: readonly MacsecChannel[],
  after: readonly MacsecChannel[],
): Order[] {
  const had = new Map(before.map((channel) => [channel.sci, channel]));
  const kept = new Set(after.map(({ sci }) => sci));
  return [
    ...after.flatMap((channel) => channelOrders(device, had.get(channel.sci), channel)),
    // The channel's associations go with it.
    ...before.filter(({ sci }) => !kept.has(sci)).map(({ sci }) => order(device, 'DEL_RXSC', { sci })),
  ];
}

function channelOrders(
  device: Device,
  had: MacsecChannel | undefined,
  { sci, active, keys }: MacsecChannel,
): Order[] {
  const own =
    had === undefined
      ? [order(device, 'ADD_RXSC', { sci, active })]
      : had.active === active
        ? []
        : [order(device, 'UPD_RXSC', { sci, active })];
  const before = new Map(had?.keys.map((key) => [key.an, key]));
  const kept = new Set(keys.map(({ an }) => an));
  const gone = [...before.values()].filter(({ an }) => !kept.has(an));
  return [
    ...own,
    ...keys.flatMap((key) => keyOrders(device, before.get(key.an), key, sci)),
    ...gone.flatMap((key) => removal(device, key, sci)),
  ];
}

function keyOrders(device: Device, had: MacsecKey | undefined, key: MacsecKey, sci?: string): Order[] {
  if (had !== undefined && sameKey(key, had)) {
    const update = sci === undefined ? 'UPD_TXSA' : 'UPD_RXSA';
    return had.active === key.active
      ? []
      : [order(device, update, { sci, key: { an: key.an, active: key.active ? 1 : 0 } }, stateOf(key))];
  }
  // An association that existed before and whose key is not known cannot be restored; verification reports it.
  if (key.key === null) return [];
  const { an, keyId, active, packetNumber, ssci, salt } = key;
  const first = packetNumber ?? 1;
  const sa: MacsecSa = {
    an,
    key: fromHex(key.key),
    keyid: fromHex(keyId),
    active: active ? 1 : 0,
    pn: device.extended ? BigInt(first) : Number(first),
    ...(device.extended && ssci !== null && { ssci }),
    ...(device.extended && salt !== null && { salt: fromHex(salt) }),
  };
  const add = order(device, sci === undefined ? 'ADD_TXSA' : 'ADD_RXSA', { sci, key: sa }, nameOf(key));
  return had === undefined ? [add] : [...removal(device, had, sci), add];
}

/** An active association cannot be deleted (macsec_del_txsa, macsec_del_rxsa), so it is turned off first. */
function removal(device: Device, { an, active }: MacsecKey, sci?: string): Order[] {
  const [update, del] =
    sci === undefined ? (['UPD_TXSA', 'DEL_TXSA'] as const) : (['UPD_RXSA', 'DEL_RXSA'] as const);
  return [
    ...(active ? [order(device, update, { sci, key: { an, active: 0 } }, `an ${an} off`)] : []),
    order(device, del, { sci, key: { an } }, `an ${an}`),
  ];
}

const nameOf = ({ an, keyId, active }: MacsecKey): string =>
  `an ${an} key-id ${shortKeyId(keyId)} ${active ? 'on' : 'off'}`;
const stateOf = ({ an, active }: MacsecKey): string => `an ${an} ${active ? 'on' : 'off'}`;

interface Subject {
  readonly sci?: string | undefined;
  /** Whether a channel is active. */
  readonly active?: boolean;
  readonly key?: MacsecSa;
}

function order(
  { name, ifindex }: Device,
  command: Command,
  { sci, active, key }: Subject,
  words = '',
): Order {
  const channel = sci === undefined ? undefined : BigInt(`0x${sci}`);
  const change: MacsecChange = {
    ...(channel !== undefined && {
      rxscConfig: { sci: channel, ...(active !== undefined && { active: active ? 1 : 0 }) },
    }),
    ...(key !== undefined && { saConfig: key }),
  };
  const subject = [name, sci, active === undefined ? '' : active ? 'on' : 'off', words].filter(Boolean);
  return {
    text: `MACSEC_CMD_${command} ${subject.join(' ')}`,
    run: ({ generic }) => changeMacsec(generic(), command, ifindex, change),
  };
}
