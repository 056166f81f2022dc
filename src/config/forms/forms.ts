import type { Form } from '../../model/language/device.ts';
import { readAccount } from './account.ts';
import { readBits32 } from './bits32.ts';
import { readBits64 } from './bits64.ts';
import { readBridgeVlans } from './bridge-vlans.ts';
import { readClasses } from './classes.ts';
import { readDevice, readDevices } from './devices.ts';
import { readFeatures } from './features.ts';
import { readFilters } from './filters.ts';
import { readIp, readIps } from './ip.ts';
import { readLevel } from './level.ts';
import { readMacForm } from './mac.ts';
import { readMacsecChannels, readMacsecKeys, readMacsecPort, readMacsecSci } from './macsec-keys.ts';
import { readMapping } from './mapping.ts';
import { readNumber } from './number.ts';
import { readNumbered } from './numbered.ts';
import { readPlain } from './plain.ts';
import { readPrefix } from './prefix.ts';
import { readQdisc, readQdiscs } from './qdisc.ts';
import { readRange } from './range.ts';
import type { SaidKey } from './said-key.ts';
import { readSet } from './set.ts';
import { readSwitch } from './switch.ts';
import { readSwitches } from './switches.ts';
import { readSysctls } from './sysctls.ts';
import { readTableForm } from './table.ts';
import { readTime } from './time.ts';
import { readTunnelKeys } from './tunnel-keys.ts';
import { readVirtualFunctions } from './virtual-functions.ts';
import { readVnis } from './vnis.ts';
import { readPrivateKey } from './wireguard-key.ts';
import { readWireguardPeers } from './wireguard-peers.ts';

type FormOf<N extends Form['form']> = Extract<Form, { form: N }>;

/** The readers of keys: each sets attributes of the draft, or reports what is wrong. */
const READERS: { readonly [N in Form['form']]: (said: SaidKey<FormOf<N>>) => void } = {
  plain: readPlain,
  time: readTime,
  ip: readIp,
  ips: readIps,
  mac: readMacForm,
  device: readDevice,
  devices: readDevices,
  set: readSet,
  switches: readSwitches,
  range: readRange,
  mapping: readMapping,
  bits32: readBits32,
  bits64: readBits64,
  'bridge-vlans': readBridgeVlans,
  number: readNumber,
  switch: readSwitch,
  level: readLevel,
  numbered: readNumbered,
  'virtual-functions': readVirtualFunctions,
  sysctls: readSysctls,
  features: readFeatures,
  prefix: readPrefix,
  'tunnel-keys': readTunnelKeys,
  vnis: readVnis,
  'wireguard-key': readPrivateKey,
  'wireguard-peers': readWireguardPeers,
  qdisc: readQdisc,
  qdiscs: readQdiscs,
  classes: readClasses,
  filters: readFilters,
  account: readAccount,
  table: readTableForm,
  'macsec-port': readMacsecPort,
  'macsec-sci': readMacsecSci,
  'macsec-keys': readMacsecKeys,
  'macsec-channels': readMacsecChannels,
};

export function readForm(said: SaidKey): void {
  // Safe: each reader is under the name of its form.
  const reader = READERS[said.form.form] as (said: SaidKey) => void;
  reader(said);
}
