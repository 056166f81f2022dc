import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hardwareOf } from '../../../src/resources/link/hardware.ts';

/** Makes a /sys of devices, each with its bus; `driver` is the last one's. */
function makeSys(t: TestContext, devices: readonly (readonly [string, string])[], driver: string): string {
  const sys = mkdtempSync(join(tmpdir(), 'nlapply-sys-'));
  t.after(() => rmSync(sys, { recursive: true, force: true }));
  for (const [path, bus] of devices) {
    const directory = join(sys, 'devices', path);
    mkdirSync(directory, { recursive: true });
    mkdirSync(join(sys, 'bus', bus, 'devices'), { recursive: true });
    mkdirSync(join(sys, 'bus', bus, 'drivers', driver), { recursive: true });
    symlinkSync(directory, join(sys, 'bus', bus, 'devices', basename(path)));
    symlinkSync(join(sys, 'bus', bus), join(directory, 'subsystem'));
  }
  const [path = '', bus = ''] = devices.at(-1) ?? [];
  symlinkSync(join(sys, 'bus', bus, 'drivers', driver), join(sys, 'devices', path, 'driver'));
  return sys;
}

const parent = (bus: string, device: string) => ({ parentDevBusName: bus, parentDevName: device });

test('A NIC behind a bridge has the path of its own slot', (t) => {
  const sys = makeSys(
    t,
    [
      ['pci0000:00/0000:00:1c.0', 'pci'],
      ['pci0000:00/0000:00:1c.0/0000:02:00.0', 'pci'],
    ],
    'igb',
  );
  assert.deepEqual(hardwareOf(parent('pci', '0000:02:00.0'), sys), {
    driver: 'igb',
    device: '0000:02:00.0',
    path: 'pci-0000:02:00.0',
  });
});

test("A virtio NIC has the path of the PCI device that it comes with, and virtio's name", (t) => {
  const sys = makeSys(
    t,
    [
      ['pci0000:00/0000:00:03.0', 'pci'],
      ['pci0000:00/0000:00:03.0/virtio0', 'virtio'],
    ],
    'virtio_net',
  );
  assert.deepEqual(hardwareOf(parent('virtio', 'virtio0'), sys), {
    driver: 'virtio_net',
    device: 'virtio0',
    path: 'pci-0000:00:03.0',
  });
});

test('A USB adapter behind a hub has port and interface behind the path of its host', (t) => {
  const host = 'pci0000:00/0000:00:14.0';
  const sys = makeSys(
    t,
    [
      [host, 'pci'],
      [`${host}/usb1`, 'usb'],
      [`${host}/usb1/1-4`, 'usb'],
      [`${host}/usb1/1-4/1-4.2`, 'usb'],
      [`${host}/usb1/1-4/1-4.2/1-4.2:1.0`, 'usb'],
    ],
    'cdc_ether',
  );
  assert.equal(hardwareOf(parent('usb', '1-4.2:1.0'), sys).path, 'pci-0000:00:14.0-usb-0:4.2:1.0');
});

test('A device of a bus that udev has no words for has the name of the bus before its own', (t) => {
  const sys = makeSys(t, [['netdevsim10', 'netdevsim']], 'netdevsim');
  assert.deepEqual(hardwareOf(parent('netdevsim', 'netdevsim10'), sys), {
    driver: 'netdevsim',
    device: 'netdevsim10',
    path: 'netdevsim-netdevsim10',
  });
});

test('Without sysfs the kernel still tells the device', () => {
  assert.deepEqual(hardwareOf(parent('pci', '0000:02:00.0'), '/nowhere'), {
    device: '0000:02:00.0',
    path: 'pci-0000:02:00.0',
  });
});

test('A name that leads out of sysfs is not followed', (t) => {
  const sys = makeSys(t, [['x', 'pci']], 'igb');
  assert.deepEqual(hardwareOf(parent('pci', '../../devices/x'), sys), {});
});

test('A kernel that does not tell the device is asked by sysfs, when that shows the same link', (t) => {
  const sys = makeSys(t, [['pci0000:00/0000:02:00.0', 'pci']], 'igb');
  const net = join(sys, 'class/net/eth0');
  mkdirSync(net, { recursive: true });
  writeFileSync(join(net, 'ifindex'), '2\n');
  writeFileSync(join(net, 'address'), '02:00:00:00:00:01\n');
  symlinkSync(join(sys, 'devices/pci0000:00/0000:02:00.0'), join(net, 'device'));
  const live = { name: 'eth0', index: 2, address: '02:00:00:00:00:01' };
  assert.deepEqual(hardwareOf(live, sys), {
    driver: 'igb',
    device: '0000:02:00.0',
    path: 'pci-0000:02:00.0',
  });
  assert.deepEqual(hardwareOf({ ...live, address: '02:00:00:00:00:02' }, sys), {});
  assert.deepEqual(hardwareOf({ ...live, name: 'eth1' }, sys), {});
});
