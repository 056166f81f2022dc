import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Client, EXIT, NlapplyError } from '../../model/index.ts';
import { netnsPath } from '../../netlink/connection/namespace-path.ts';
import { isMachines } from '../namespace.ts';
import { startOf } from '../process.ts';
import type { Kernel } from '../room.ts';
import { writeWholeText } from '../whole-file.ts';
import { nameOf } from './directory.ts';
import { PATH } from './path.ts';
import { MARK } from './remains.ts';
import { apartFrom, namespaceFiles } from './site.ts';
import type { Keeper } from './stored.ts';
import { escaped, systemctl } from './systemctl.ts';
import { isAwaited } from './wait.ts';

/** The state directory in which the unit finds clients. */
const UNITS_STATE = '/run/nlapply';

/**
 * Starts the client of this directory: through systemd if that runs and the namespace is the machine's, or else as a
 * process of our own.
 */
export async function start(client: Client, directory: string, kernel: Kernel): Promise<void> {
  const machines = isMachines(kernel.netns);
  const byUnit = machines && kernel.stateDir === UNITS_STATE && existsSync('/run/systemd/system');
  const keeper = byUnit
    ? await startUnit(client, directory)
    : await startChild(directory, kernel.netns, machines);
  writeWholeText(join(directory, 'keeper.json'), JSON.stringify(keeper));
}

async function startUnit(client: Client, directory: string): Promise<Keeper> {
  const own = dirname(dirname(directory));
  const host = join(UNITS_STATE, 'host');
  rmSync(host, { force: true });
  symlinkSync(basename(own), host);
  const instance = escaped(nameOf(client));
  const unit = `nlapply-client@${instance}.service`;
  // At boot it may have to wait for the same things as this run.
  await systemctl('restart', '--no-block', unit);
  if (isAwaited(client)) await systemctl('start', '--no-block', `nlapply-online@${instance}.service`);
  return { unit };
}

/**
 * Starts a process in a session of its own and in the namespace; it survives the loss of the terminal and the end of
 * this program.
 */
async function startChild(directory: string, netns: string | undefined, machines: boolean): Promise<Keeper> {
  const supervise = ['/bin/sh', join(directory, 'supervise')];
  const [command = '', ...words] = [...into(netns), ...(machines ? supervise : apart(directory, netns))];
  const log = openSync(join(directory, 'log'), 'w', 0o600);
  try {
    const child = spawn(command, words, {
      detached: true,
      cwd: '/',
      stdio: ['ignore', log, log],
      env: { PATH, [MARK]: directory },
    });
    await new Promise<void>((settle, refuse) => {
      child.once('spawn', settle).once('error', refuse);
    });
    child.unref();
    const { pid = 0 } = child;
    const began = startOf(pid);
    if (began === undefined)
      throw new NlapplyError('ERR_CLIENT', EXIT.failed, `it has ended at once: see ${directory}/log`);
    return { pid, start: began };
  } finally {
    closeSync(log);
  }
}

/**
 * The command that enters the namespace. A file descriptor of ours is given by the path by which others can open it.
 */
function into(netns: string | undefined): readonly string[] {
  if (netns === undefined) return [];
  const path = netnsPath(netns).replace(/^\/proc\/self\//, `/proc/${process.pid}/`);
  return ['nsenter', `--net=${path}`, '--'];
}

/**
 * The command that gives a client mounts of its own: programs keep what belongs to a link in one place, whatever
 * namespace that link is in. As with ip-netns(8), /sys and the files of /etc are the namespace's.
 */
function apart(directory: string, netns: string | undefined): readonly string[] {
  const script = `own=$1 etc=$2
for place in run/dhcpcd var/lib/dhcpcd run/wpa_supplicant; do
  mkdir -p "/$place" "$own/$place" && mount --bind "$own/$place" "/$place" || exit
done
mount -t sysfs sysfs /sys 2>/dev/null
for file in "$etc"/*; do
  if [ -n "$etc" ] && [ -e "$file" ]; then mount --bind "$file" "/etc/\${file##*/}"; fi
done
exec /bin/sh "$3"`;
  return [
    ...['unshare', '--mount', '--', '/bin/sh', '-c', script, 'apart'],
    ...[apartFrom(dirname(directory)), namespaceFiles(netns) ?? '', join(directory, 'supervise')],
  ];
}
