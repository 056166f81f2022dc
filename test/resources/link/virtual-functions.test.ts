import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hardwareOf } from '../../../src/resources/link/hardware.ts';
import {
  bindFunctions,
  countFunctions,
  mostFunctions,
  setFunctions,
  unbindFunctions,
} from '../../../src/resources/link/virtual-functions.ts';

/** A /sys with a card of these virtual functions, which a driver has. */
function makeSys(t: TestContext, functions: readonly string[]): { sys: string; card: string } {
  const sys = mkdtempSync(join(tmpdir(), 'nlapply-sys-'));
  t.after(() => rmSync(sys, { recursive: true, force: true }));
  const devices = join(sys, 'devices');
  const bus = join(sys, 'bus/pci');
  const driver = join(bus, 'drivers/iavf');
  mkdirSync(join(bus, 'devices'), { recursive: true });
  mkdirSync(driver, { recursive: true });
  const card = join(devices, '0000:02:00.0');
  for (const name of ['0000:02:00.0', ...functions]) {
    mkdirSync(join(devices, name, 'net'), { recursive: true });
    symlinkSync(join(devices, name), join(bus, 'devices', name));
    symlinkSync(bus, join(devices, name, 'subsystem'));
  }
  for (const [number, name] of functions.entries()) {
    symlinkSync(join(devices, name), join(card, `virtfn${number}`));
    symlinkSync(card, join(devices, name, 'physfn'));
    symlinkSync(driver, join(devices, name, 'driver'));
  }
  writeFileSync(join(card, 'sriov_numvfs'), `${functions.length}\n`);
  writeFileSync(join(card, 'sriov_totalvfs'), '8\n');
  return { sys, card };
}

test('a virtual function knows its card and its number there; the card is none', (t) => {
  const { sys } = makeSys(t, ['0000:02:10.0', '0000:02:10.2']);
  const of = (device: string) => hardwareOf({ parentDevBusName: 'pci', parentDevName: device }, sys);
  assert.deepEqual(of('0000:02:10.2').virtualFunction, { of: '0000:02:00.0', number: 1 });
  assert.equal(of('0000:02:00.0').virtualFunction, undefined);
});

test('a card is given a number of virtual functions, and says how many it can have', async (t) => {
  const { card } = makeSys(t, ['0000:02:10.0']);
  assert.deepEqual([countFunctions(card), mostFunctions(card)], [1, 8]);
  await setFunctions(card, 4);
  assert.equal(countFunctions(card), 4);
  assert.equal(countFunctions('/nowhere'), undefined);
});

test('virtual functions lose their driver, and get the same one back', async (t) => {
  const { card, sys } = makeSys(t, ['0000:02:10.0']);
  const unbound = unbindFunctions(card);
  assert.deepEqual(unbound, [{ number: 0, device: '0000:02:10.0', driver: 'iavf' }]);
  assert.equal(readFileSync(join(sys, 'bus/pci/drivers/iavf/unbind'), 'utf8'), '0000:02:10.0');
  await bindFunctions(card, unbound);
  assert.equal(readFileSync(join(sys, 'bus/pci/drivers/iavf/bind'), 'utf8'), '0000:02:10.0');
});

test('what the kernel refuses is told with the file', async (t) => {
  const { card } = makeSys(t, []);
  rmSync(join(card, 'sriov_numvfs'));
  mkdirSync(join(card, 'sriov_numvfs'));
  await assert.rejects(setFunctions(card, 1), /EISDIR: cannot write 1 to .*sriov_numvfs/);
});
