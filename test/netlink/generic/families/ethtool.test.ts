import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Block,
  DEVLINK_ESWITCH_MODE,
  devlink,
  ETHTOOL_MSG,
  ethtoolFeatures,
  ethtoolRings,
  ethtoolWol,
  type FakeKernel,
  getEswitchMode,
  getEthtoolSettings,
  getFeatures,
  getWol,
  openGeneric,
  setEswitchMode,
  setEthtoolSettings,
  setFeatures,
  setWol,
} from '../../../../src/netlink/index.ts';
import { answeringFamily } from './fake-family.ts';

const yes = true as const;
const on = (name: string) => ({ name, value: yes });

/** What a table makes of the requests to its family. */
function requests(
  kernel: FakeKernel,
  message: typeof ethtoolWol | typeof ethtoolFeatures | typeof ethtoolRings | typeof devlink,
) {
  const own = kernel.sent.flat().filter(({ type }) => type !== 16);
  return own.map(({ bytes }) => message.get(new Block(bytes), 16, bytes.length));
}

test('of a set with a mask only bits with a value are on, of one without all that are listed', async () => {
  const kernel = answeringFamily(ethtoolFeatures, () => ({
    cmd: ETHTOOL_MSG.FEATURES_GET,
    hw: { bits: [on('rx-gro'), on('loopback'), { name: 'rx-lro' }] },
    wanted: { nomask: yes, bits: [{ name: 'rx-gro' }] },
    active: { nomask: yes, bits: [{ name: 'rx-gro' }, { name: 'highdma' }] },
    nochange: { nomask: yes, bits: [{ name: 'loopback' }] },
  }));
  assert.deepEqual(await getFeatures(openGeneric({ native: kernel }), 3), {
    known: new Set(['rx-gro', 'loopback', 'rx-lro']),
    changeable: new Set(['rx-gro']),
    wanted: new Set(['rx-gro']),
    active: new Set(['rx-gro', 'highdma']),
  });
});

test('features are asked for by name, those to be turned off without a value', async () => {
  const kernel = answeringFamily(ethtoolFeatures, () => undefined);
  await setFeatures(openGeneric({ native: kernel }), 3, { 'rx-gro': true, 'rx-lro': false });
  assert.deepEqual(requests(kernel, ethtoolFeatures), [
    {
      cmd: ETHTOOL_MSG.FEATURES_SET,
      version: 1,
      reserved: 0,
      header: { devIndex: 3, flags: 2 },
      wanted: { bits: [on('rx-gro'), { name: 'rx-lro' }] },
    },
  ]);
});

test('what wakes the machine is told apart from what could, and set as a whole', async () => {
  const kernel = answeringFamily(ethtoolWol, ({ bytes }) =>
    bytes[16] === ETHTOOL_MSG.WOL_GET
      ? { cmd: ETHTOOL_MSG.WOL_GET, modes: { bits: [{ name: 'phy' }, on('magic')] } }
      : undefined,
  );
  const socket = openGeneric({ native: kernel });
  assert.deepEqual(await getWol(socket, 3), {
    modes: new Set(['magic']),
    supported: new Set(['phy', 'magic']),
  });
  await setWol(socket, 3, ['phy']);
  await setWol(socket, 3, []);
  assert.deepEqual(
    requests(kernel, ethtoolWol)
      .slice(1)
      .map((request) => 'modes' in request && request.modes),
    [
      { nomask: true, bits: [{ name: 'phy' }] },
      { nomask: true, bits: [] },
    ],
  );
});

test('the mode of an embedded switch is asked for and set by bus and device', async () => {
  const card = { bus: 'pci', device: '0000:02:00.0' };
  const kernel = answeringFamily(devlink, ({ bytes }) =>
    bytes[16] === 29 ? { cmd: 29, eswitchMode: DEVLINK_ESWITCH_MODE.SWITCHDEV } : undefined,
  );
  const socket = openGeneric({ native: kernel });
  assert.equal(await getEswitchMode(socket, card), DEVLINK_ESWITCH_MODE.SWITCHDEV);
  await setEswitchMode(socket, card, DEVLINK_ESWITCH_MODE.LEGACY);
  assert.deepEqual(requests(kernel, devlink)[1], {
    ...{ cmd: 30, version: 1, reserved: 0 },
    ...{ busName: 'pci', devName: '0000:02:00.0', eswitchMode: 0 },
  });
});

test('settings that are numbers are read without what is around them, and those that are given are set', async () => {
  const kernel = answeringFamily(ethtoolRings, () => ({
    cmd: ETHTOOL_MSG.RINGS_GET,
    header: { devIndex: 3 },
    rx: 256,
    rxMax: 4096,
  }));
  const socket = openGeneric({ native: kernel });
  assert.deepEqual(await getEthtoolSettings(socket, 3, 'rings'), { rx: 256, rxMax: 4096 });
  await setEthtoolSettings(socket, 3, 'rings', { rx: 512 });
  assert.deepEqual(requests(kernel, ethtoolRings).at(-1), {
    cmd: ETHTOOL_MSG.RINGS_SET,
    version: 1,
    reserved: 0,
    header: { devIndex: 3, flags: 2 },
    rx: 512,
  });
});
