import { type Attributes, sameValue, type Value } from '../../../model/index.ts';
import { addressDigits, keysMissing, sameMacsec } from '../../../model/macsec.ts';
import {
  type kinds,
  MACSEC_CIPHER,
  MACSEC_OFFLOAD,
  MACSEC_VALIDATE,
  type Of,
} from '../../../netlink/index.ts';
import type { ChangeClass } from '../../room.ts';
import { type LinkAttribute, rows } from '../attribute.ts';
import { type LinkKind, linkKind } from '../kind.ts';

type MacsecData = Of<(typeof kinds)['macsec']>;
const row = rows<MacsecData>();

const TRANSMIT = 'macsec.transmit-keys';
const RECEIVE = 'macsec.receive';

/** For the first suite the kernel reports the older number (macsec_fill_info). */
const CIPHERS: Readonly<Record<string, bigint>> = {
  'gcm-aes-128': MACSEC_CIPHER.DEFAULT,
  'gcm-aes-256': MACSEC_CIPHER.GCM_AES_256,
  'gcm-aes-xpn-128': MACSEC_CIPHER.GCM_AES_XPN_128,
  'gcm-aes-xpn-256': MACSEC_CIPHER.GCM_AES_XPN_256,
};
const CIPHER_NAMES = new Map([
  ...Object.entries(CIPHERS).map(([name, id]): [bigint, string] => [id, name]),
  [MACSEC_CIPHER.GCM_AES_128, 'gcm-aes-128'],
]);

/** The last two bytes of the identifier: the kernel takes the port and reports the whole identifier. */
const port: LinkAttribute<MacsecData> = {
  how: 'create',
  read: ({ sci }) => (sci === undefined ? undefined : Number(sci & 0xffffn)),
  write: (value) => ({ port: Number(value) }),
};

const sci: LinkAttribute<MacsecData> = {
  how: 'create',
  read: (wire) => wire.sci?.toString(16).padStart(16, '0'),
  write: (value) => ({ sci: BigInt(`0x${value}`) }),
};

const cipher: LinkAttribute<MacsecData> = {
  how: 'create',
  read: ({ cipherSuite }) =>
    cipherSuite === undefined
      ? undefined
      : (CIPHER_NAMES.get(cipherSuite) ?? `0x${cipherSuite.toString(16)}`),
  write: (value) => ({ cipherSuite: CIPHERS[String(value)] ?? BigInt(String(value)) }),
};

/** macsec_update_offload: possible while the device is down and has neither keys nor channels. */
const offloadChange = (_before: Value | undefined, _after: Value, live: Attributes): ChangeClass =>
  [TRANSMIT, RECEIVE].every((name) => sameValue(live[name] ?? [], [])) ? 'down' : 'create';

/** macsec_changelink refuses the identifier, the suite and the ICV length even with their present values. */
export const macsec: LinkKind = linkKind<MacsecData>(
  'macsec',
  () => ({
    'macsec.port': port,
    'macsec.sci': sci,
    'macsec.cipher': cipher,
    'macsec.icv-length': row.number('icvLen', 'create'),
    'macsec.encrypt': row.boolean('encrypt', 'live'),
    'macsec.protect': row.boolean('protect', 'live'),
    'macsec.send-sci': row.boolean('incSci', 'live'),
    'macsec.end-station': row.boolean('es', 'live'),
    'macsec.scb': row.boolean('scb', 'live'),
    'macsec.validate': row.choice(
      'validation',
      {
        disabled: MACSEC_VALIDATE.DISABLED,
        check: MACSEC_VALIDATE.CHECK,
        strict: MACSEC_VALIDATE.STRICT,
      },
      'live',
    ),
    // The kernel reports it only with replay protection.
    'macsec.window': row.number('window', 'live'),
    'macsec.replay-protect': row.boolean('replayProtect', 'live'),
    'macsec.offload': row.choice(
      'offload',
      { off: MACSEC_OFFLOAD.OFF, phy: MACSEC_OFFLOAD.PHY, mac: MACSEC_OFFLOAD.MAC },
      offloadChange,
    ),
    // Sent by details/macsec.ts when the association exists.
    'macsec.encoding-sa': { ...row.number('encodingSa', 'live'), write: () => ({}) },
  }),
  {
    isAs: sameMacsec,
    // macsec_validate_attr
    saidWith: { 'macsec.replay-protect': ['macsec.window'] },
    lacking(wanted, live) {
      const missing = keysMissing(wanted, live);
      if (missing.length === 0) return undefined;
      return {
        message: `the key of ${missing.join(' and of ')} is not said, and the device has no such association`,
        hint: 'the kernel never tells keys: write "key", or the path of a file that holds it',
        attribute: keysMissing({ ...wanted, 'macsec.receive': [] }, live).length > 0 ? TRANSMIT : RECEIVE,
      };
    },
    // The port is a part of the identifier.
    along(_before, after, sent) {
      const { 'macsec.sci': identifier, 'macsec.port': own, ...others } = after;
      if (sent.has('macsec.sci') && typeof identifier === 'string')
        return { ...after, 'macsec.port': Number.parseInt(identifier.slice(12), 16) };
      return sent.has('macsec.port') && own !== undefined ? { ...others, 'macsec.port': own } : after;
    },
    receives: 'macsec',
    // macsec_newlink: one device for each identifier on a lower device.
    claim: (attributes) =>
      typeof attributes['link'] === 'string' ? `${attributes['link']} ${identity(attributes)}` : undefined,
  },
);

/** The port only, if the address in the identifier is the device's own. */
function identity({ macaddress, 'macsec.sci': identifier, 'macsec.port': own = 1 }: Attributes): Value {
  if (typeof identifier !== 'string') return own;
  const digits = typeof macaddress === 'string' ? macaddress.replaceAll(':', '') : undefined;
  return digits === addressDigits(identifier) ? Number.parseInt(identifier.slice(12), 16) : identifier;
}
