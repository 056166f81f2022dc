import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shown } from '../../support/namespace.ts';

/** What a machine wrote down about itself at one moment (boot/all/usr/lib/lab/report.sh). */
export interface Report {
  readonly units: ReadonlyMap<string, Unit>;
  /** What nlapply said since the report before. */
  readonly journal: string;
  readonly links: readonly Shown[];
  readonly addresses: readonly Shown[];
  readonly routes: readonly Shown[];
  /** What `nlapply diff` said, and its exit status. */
  readonly diff: string;
  readonly diffStatus: number;
  /** `addr_assign_type` of sysfs, by link. */
  readonly macSetBy: ReadonlyMap<string, string>;
}

/** A unit as `systemctl show` shows it; times in microseconds since the boot. */
export interface Unit {
  readonly state: string;
  readonly result: string;
  readonly status: number;
  readonly started: number;
  readonly active: number;
}

/** A machine that booted with the files of one scenario. */
export interface Machine {
  /** `uml` or the version of the kernel. */
  readonly name: string;
  file(name: string): string;
  json(name: string): readonly Shown[];
  at(moment: string): Report;
}

/** The machines that booted with a scenario; there is at least one. */
export function machines(scenario: string): readonly Machine[] {
  const reports = process.env['NLAPPLY_BOOT_REPORTS'];
  assert.ok(reports !== undefined, 'these tests are run by test/kernel/lab/boot.sh');
  const found = readdirSync(reports).filter((name) => existsSync(join(reports, name, scenario)));
  assert.ok(found.length > 0, `no machine booted with ${scenario}`);
  return found.map((name) => machine(name, join(reports, name, scenario)));
}

function machine(name: string, folder: string): Machine {
  const file = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const json = (path: string): readonly Shown[] => JSON.parse(file(path)) as readonly Shown[];
  const at = (moment: string): Report => ({
    units: unitsOf(file(`${moment}/units`)),
    journal: file(`${moment}/journal`),
    links: json(`${moment}/link.json`),
    addresses: json(`${moment}/address.json`),
    routes: [...json(`${moment}/route-4.json`), ...json(`${moment}/route-6.json`)],
    diff: file(`${moment}/diff`),
    diffStatus: Number(file(`${moment}/diff-status`)),
    macSetBy: new Map(
      file(`${moment}/addr_assign_type`)
        .trim()
        .split('\n')
        .map((line) => [line.split('/')[0] ?? '', line.split(':').at(-1) ?? '']),
    ),
  });
  return { name, file, json, at };
}

function unitsOf(text: string): ReadonlyMap<string, Unit> {
  return new Map(
    text
      .trim()
      .split('\n\n')
      .map((block) => {
        const of: Record<string, string> = Object.fromEntries(
          block.split('\n').map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]),
        );
        const unit: Unit = {
          state: of['ActiveState'] ?? '',
          result: of['Result'] ?? '',
          status: Number(of['ExecMainStatus']),
          started: Number(of['InactiveExitTimestampMonotonic']),
          active: Number(of['ActiveEnterTimestampMonotonic']),
        };
        return [of['Id'] ?? '', unit];
      }),
  );
}

export function unitOf(report: Report, id: string): Unit {
  const unit = report.units.get(id);
  assert.ok(unit, `nothing is known of ${id}`);
  return unit;
}

/** A link as `ip -d link` showed it. */
export function link(report: Report, name: string): Shown {
  const found = report.links.find(({ ifname }) => ifname === name);
  assert.ok(found, `there was no link ${name}`);
  return found;
}

/** What only links of its kind have, and the kind. */
export function kind(report: Report, name: string): Shown {
  const info = link(report, name)['linkinfo'] as { info_kind: string; info_data?: Shown } | undefined;
  return { kind: info?.info_kind, ...info?.info_data };
}

/** Addresses of a link but for the kernel's own, as `192.0.2.1/24`. */
export function addresses(shown: readonly Shown[], name: string): readonly string[] {
  const list = shown.find(({ ifname }) => ifname === name)?.['addr_info'];
  return (Array.isArray(list) ? (list as readonly Shown[]) : [])
    .map(({ local, prefixlen }) => `${local}/${prefixlen}`)
    .filter((text) => !text.startsWith('fe80:'));
}

/** Routes that nlapply made, in the words of `ip route`. */
export const routes = (report: Report): readonly string[] =>
  report.routes
    .filter(({ protocol }) => protocol === '78' || protocol === 'nlapply')
    .map(
      ({ dst, gateway, dev, table }) =>
        `${dst} via ${gateway} dev ${dev}${table === undefined || table === 'main' ? '' : ` table ${table}`}`,
    );
