import {
  addressAndPort,
  addressDigits,
  channelsIn,
  keysIn,
  type MacsecKey,
  shortKeyId,
} from '../../../model/macsec.ts';
import type { Attributes, Value } from '../../../model/value.ts';
import { compact, filled, type Node } from '../document.ts';

/** Whether the address in the identifier is the device's own, so that the port is enough. */
function isOwn({ macaddress, 'macsec.sci': sci }: Attributes): boolean {
  return typeof sci !== 'string' || addressDigits(sci) === String(macaddress).replaceAll(':', '');
}

/** The port, if it is not 1, the default. */
export const macsecPort = (attributes: Attributes): Node | undefined => {
  const port = attributes['macsec.port'];
  return isOwn(attributes) && typeof port === 'number' && port !== 1 ? port : undefined;
};

export const macsecSci = (attributes: Attributes): Node | undefined => {
  const sci = attributes['macsec.sci'];
  return isOwn(attributes) || typeof sci !== 'string' ? undefined : sci;
};

/** The mappings of `transmit-keys`, with key ids only: the kernel does not reveal the keys. */
export const macsecKeyNodes = (value: Value | undefined): Node | undefined =>
  Array.isArray(value) ? keysIn(value).map(keyNode) : undefined;

const keyNode = ({ an, keyId, key, active, ssci }: MacsecKey): Node =>
  compact({
    an,
    'key-id': shortKeyId(keyId),
    key: key ?? undefined,
    active: active ? undefined : false,
    ssci: ssci ?? undefined,
  });

export const macsecChannelNodes = (value: Value | undefined): Node | undefined =>
  Array.isArray(value)
    ? channelsIn(value).map(({ sci, active, keys }) => {
        const { mac, port } = addressAndPort(sci);
        return compact({
          macaddress: mac,
          port: port === 1 ? undefined : port,
          active: active ? undefined : false,
          keys: filled(keys.map(keyNode)),
        });
      })
    : undefined;
