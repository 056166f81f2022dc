import { SECTION_ORDER } from '../../../src/model/language/languages.ts';
import { type Draw, maybe, one, pick, shuffled, some } from '../../engine/machine.ts';
import { lacking } from '../support/needs.ts';
import type { Device, Sections } from './case.ts';
import { drawTraffic, shapes } from './draw-traffic.ts';

/** The configuration with traffic control, options of addresses and routes, FOU ports and labels here and there. */
export function withMore(draw: Draw, sections: Sections): Sections {
  const names = SECTION_ORDER.flatMap((section) => Object.keys(sections[section] ?? {}));
  const all: Record<string, Readonly<Record<string, unknown>>> = { ...sections };
  for (const section of SECTION_ORDER) {
    const devices = sections[section];
    if (devices === undefined) continue;
    all[section] = Object.fromEntries(
      Object.entries(devices).map(([name, device]) => [name, withMoreOn(draw, device as Device, names)]),
    );
  }
  return { ...all, ...drawShared(draw, names) } as Sections;
}

function withMoreOn(draw: Draw, device: Device, names: readonly string[]): Device {
  const more: Record<string, unknown> = { ...device };
  const { addresses, routes } = device;
  if (Array.isArray(addresses)) more['addresses'] = addresses.map((said: unknown) => withOptions(draw, said));
  if (Array.isArray(routes)) more['routes'] = routes.map((route) => withEncap(draw, route as Device));
  if (shapes() && device['qdisc'] === undefined && maybe(draw, 25))
    Object.assign(more, drawTraffic(draw, shuffled(draw, names).slice(0, 1)));
  return more;
}

/** An address with options that it may have. */
function withOptions(draw: Draw, said: unknown): unknown {
  if (typeof said !== 'string' || !maybe(draw, 30)) return said;
  if (said.startsWith('fe80')) return said;
  const options: Device = said.includes(':')
    ? {
        ...(maybe(draw, 30) && { 'home-address': true }),
        ...(maybe(draw, 30) && { 'duplicate-address-detection': maybe(draw) }),
        ...(maybe(draw, 30) && said.endsWith('/64') && { 'manage-temporary-addresses': true }),
        ...(maybe(draw, 30) && { metric: one(draw, 300, 400) }),
        ...(maybe(draw, 20) && { lifetime: 0 }),
      }
    : {
        ...(maybe(draw, 40) && { broadcast: one(draw, 'none', '10.0.0.254') }),
        ...(maybe(draw, 30) && { metric: one(draw, 300, 400) }),
        ...(maybe(draw, 15) && { lifetime: 0 }),
      };
  return Object.keys(options).length === 0 ? said : { [said]: options };
}

/** A route with labels or segments, where it goes by a gateway or a link. */
function withEncap(draw: Draw, route: Device): Device {
  if (route['type'] !== undefined || route['nexthops'] !== undefined || route['scope'] !== undefined)
    return route;
  if (maybe(draw, 15)) return { ...route, 'maximum-congestion-window': one(draw, 50, 60) };
  if (lacking('mpls-routes') !== false || !maybe(draw, 15)) return route;
  return { ...route, 'mpls-labels': one(draw, [16], [16, 17], [100]) };
}

/** What the whole machine has one of. */
function drawShared(draw: Draw, names: readonly string[]): Device {
  const labels = some(draw, ['2001:db8:1::/48', '2001:db8:2::/48', '::/0']).map((prefix) => ({
    prefix,
    label: one(draw, 98, 99),
    ...(names.length > 0 && prefix !== '::/0' && maybe(draw, 30) && { interface: pick(draw, names) }),
  }));
  const ports = some(draw, [5555, 5556]).map((port) =>
    maybe(draw) ? { port, type: 'gue' } : { port, 'ip-protocol': one(draw, 'gre', 'ipip') },
  );
  return {
    ...(maybe(draw, 20) && labels.length > 0 && { 'address-labels': labels }),
    ...(lacking('fou') === false && maybe(draw, 20) && ports.length > 0 && { 'fou-ports': ports }),
  };
}
