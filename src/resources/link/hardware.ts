import { basename, join } from 'node:path';
import { readTarget, readText } from '../../inputs/files.ts';
import type { LinkFacts } from '../../model/index.ts';
import { devicePathOf } from './device-path.ts';
import { driverOf } from './driver.ts';
import { virtualFunctionOf } from './virtual-functions.ts';

/** What a link message has about the hardware of the link. */
export interface Behind {
  readonly name?: string | undefined;
  readonly index?: number | undefined;
  readonly address?: string | undefined;
  readonly parentDevName?: string | undefined;
  readonly parentDevBusName?: string | undefined;
}

/** The driver and the location of a NIC's device. */
export function hardwareOf(
  live: Behind,
  sys = '/sys',
): Pick<LinkFacts, 'driver' | 'device' | 'path' | 'virtualFunction'> {
  const { bus, device } = parentOf(live, sys);
  if (bus === undefined || device === undefined || bus.includes('/') || device.includes('/')) return {};
  const driver = driverOf(bus, device, sys);
  const virtualFunction = virtualFunctionOf(join(sys, 'bus', bus, 'devices', device));
  return {
    ...(driver !== undefined && { driver }),
    device,
    path: devicePathOf(bus, device, sys),
    ...(virtualFunction !== undefined && { virtualFunction }),
  };
}

/** The bus and the name of the device: from the message since kernel 5.14, otherwise from sysfs. */
function parentOf(live: Behind, sys: string): { bus?: string | undefined; device?: string | undefined } {
  if (live.parentDevName !== undefined) return { bus: live.parentDevBusName, device: live.parentDevName };
  const directory = join(sys, 'class/net', live.name ?? '');
  try {
    // sysfs shows the namespace in which it was mounted; that may have another link with this name.
    const isSame = (file: string, value: unknown): boolean =>
      readText(join(directory, file)).trim() === String(value);
    if (!isSame('ifindex', live.index) || !isSame('address', live.address)) return {};
    return {
      bus: basename(readTarget(join(directory, 'device/subsystem'))),
      device: basename(readTarget(join(directory, 'device'))),
    };
  } catch {
    return {};
  }
}
