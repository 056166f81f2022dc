import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { isMapping } from '../../model/mapping.ts';
import type { BootLink } from '../../render/migration-json.ts';

/** The list of links that were made, kept here so that they can be undone, even after a reboot. */
const RECORD = 'var/lib/nlapply/migrated.json';
const UNIT = 'nlapply.service';
const UNIT_DIRECTORIES = [
  'etc/systemd/system',
  'usr/local/lib/systemd/system',
  'usr/lib/systemd/system',
  'lib/systemd/system',
];
const OF_THE_MACHINE = 'etc/systemd/system';
const GENERATOR_DIRECTORIES = ['usr/local/lib', 'usr/lib', 'lib'].map(
  (lib) => `${lib}/systemd/system-generators`,
);

/** Since netplan 1.2 a unit does the work of the generator. */
const NETPLAN_UNIT = 'netplan-configure.service';

/**
 * Waits for links of systemd-networkd, for two minutes if it has none, and delays network-online.target. It is enabled
 * on machines whose images enable networkd, even if netplan does not ask for that.
 */
const NETWORKD_WAITS = 'systemd-networkd-wait-online.service';
/** Where administrators put networkd's files; those of packages are for containers and the like. */
const NETWORKD_FILES = ['etc/systemd/network', 'usr/local/lib/systemd/network'];

/**
 * The symbolic links for a takeover. netplan's generator and unit, if they are installed, and the unit that would wait
 * for networkd in vain are shadowed by /dev/null (systemd.generator(7), systemd.unit(5)); nlapply's unit is enabled as
 * its [Install] section says.
 * @throws NlapplyError if nlapply's unit is not installed
 */
export function takeoverLinks(root: string): readonly BootLink[] {
  const links: BootLink[] = [];
  if (GENERATOR_DIRECTORIES.some((directory) => there(root, `${directory}/netplan`)))
    links.push({ path: 'etc/systemd/system-generators/netplan', target: '/dev/null' });
  if (unitFile(root, NETPLAN_UNIT) !== undefined)
    links.push({ path: `${OF_THE_MACHINE}/${NETPLAN_UNIT}`, target: '/dev/null' });
  if (waitsInVain(root)) links.push({ path: `${OF_THE_MACHINE}/${NETWORKD_WAITS}`, target: '/dev/null' });
  const file = unitFile(root, UNIT);
  if (file === undefined) throw notInstalled(root);
  return [...links, ...wantedBy(root, file)];
}

/**
 * Whether networkd's waiting is enabled but networkd has nothing to do. False if the administrator has put a file in
 * its place.
 */
function waitsInVain(root: string): boolean {
  const enabled = there(root, `${OF_THE_MACHINE}/network-online.target.wants/${NETWORKD_WAITS}`);
  const hasOwnWork = NETWORKD_FILES.some((directory) => hasNetworks(join(root, directory)));
  return (
    enabled &&
    !hasOwnWork &&
    [undefined, '/dev/null'].includes(targetOf(root, `${OF_THE_MACHINE}/${NETWORKD_WAITS}`))
  );
}

function hasNetworks(directory: string): boolean {
  try {
    return readdirSync(directory).some((name) => name.endsWith('.network'));
  } catch {
    return false;
  }
}

function wantedBy(root: string, file: string): readonly BootLink[] {
  const targets = readFileSync(join(root, file), 'utf8').matchAll(/^WantedBy=(.*)$/gm);
  return [...targets].flatMap(([, names = '']) =>
    names
      .split(/\s+/)
      .filter((name) => name !== '')
      .map((target): BootLink => ({ path: `${OF_THE_MACHINE}/${target}.wants/${UNIT}`, target: `/${file}` })),
  );
}

const unitFile = (root: string, name: string): string | undefined =>
  UNIT_DIRECTORIES.map((directory) => `${directory}/${name}`).find((path) => isFile(root, path));

const there = (root: string, path: string): boolean =>
  lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
const isFile = (root: string, path: string): boolean =>
  lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === false;

/**
 * Makes the links that do not exist yet, all or none. Returns those that were made.
 * @throws NlapplyError if there is something else in the place of one, or if it cannot be written
 */
export function takeOver(root: string, links: readonly BootLink[]): readonly BootLink[] {
  const missing = links.filter((link) => {
    const found = targetOf(root, link.path);
    if (found === undefined || found === link.target) return found === undefined;
    throw inTheWay(root, link, found);
  });
  if (missing.length === 0) return [];
  return writing(root, () => {
    writeRecord(root, [...readRecord(root), ...missing]);
    const made: BootLink[] = [];
    try {
      for (const link of missing) {
        makeLink(root, link);
        made.push(link);
      }
    } catch (error) {
      undoLinks(root, made);
      throw error;
    }
    return made;
  });
}

function makeLink(root: string, { path, target }: BootLink): void {
  const place = join(root, path);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(target, place);
}

/**
 * Removes what takeovers made, unless somebody has changed it since. Returns what was removed.
 * @throws NlapplyError if there was no takeover, or if something cannot be written
 */
export function undoTakeover(root: string): readonly BootLink[] {
  const record = readRecord(root);
  if (record.length === 0)
    throw new NlapplyError('ERR_NOT_MIGRATED', EXIT.failed, 'there is nothing to undo', {
      hint: `only what "nlapply migrate --disable-netplan" made can be undone: ${join(root, RECORD)} would say so`,
    });
  return writing(root, () => {
    const undone = undoLinks(root, record);
    rmSync(join(root, RECORD));
    return undone;
  });
}

function undoLinks(root: string, links: readonly BootLink[]): readonly BootLink[] {
  const ours = links.filter(({ path, target }) => targetOf(root, path) === target);
  for (const { path } of ours) rmSync(join(root, path));
  return ours;
}

/** The target of a link; `''` if it is no link, undefined if there is nothing. */
function targetOf(root: string, path: string): string | undefined {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isSymbolicLink() ? readlinkSync(join(root, path)) : '';
}

function readRecord(root: string): readonly BootLink[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(join(root, RECORD), 'utf8'));
  } catch {
    return [];
  }
  const links = isMapping(parsed) && Array.isArray(parsed['links']) ? parsed['links'] : [];
  return links.filter(isBootLink);
}

const isBootLink = (link: unknown): link is BootLink =>
  isMapping(link) && typeof link['path'] === 'string' && typeof link['target'] === 'string';

function writeRecord(root: string, links: readonly BootLink[]): void {
  const path = join(root, RECORD);
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeFileSync(`${path}.new`, `${JSON.stringify({ format_version: 1, links }, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

function writing<T>(root: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || error instanceof NlapplyError) throw error;
    const denied = error.code === 'EACCES' || error.code === 'EPERM';
    const message = `cannot write below ${root}: ${error.message}`;
    throw new NlapplyError(
      denied ? 'ERR_PRIVILEGE' : String(error.code),
      denied ? EXIT.privilege : EXIT.failed,
      message,
      {
        cause: error,
        ...(denied && { hint: 'run as root' }),
      },
    );
  }
}

function notInstalled(root: string): NlapplyError {
  const places = UNIT_DIRECTORIES.map((directory) => join(root, directory)).join(', ');
  return new NlapplyError(
    'ERR_NO_UNIT',
    EXIT.failed,
    `${UNIT} is not installed: it is in none of ${places}`,
    {
      hint: 'copy it from the package\'s folder "systemd" to /etc/systemd/system; without it nothing would configure the network at boot',
    },
  );
}

function inTheWay(root: string, { path, target }: BootLink, found: string): NlapplyError {
  const what = found === '' ? 'a file of its own' : `a link to ${found}`;
  return new NlapplyError(
    'ERR_IN_THE_WAY',
    EXIT.failed,
    `${join(root, path)} is ${what}, where a link to ${target} would be made`,
    {
      hint: 'nothing was changed; see who made it, and move it away',
    },
  );
}
