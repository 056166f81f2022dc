import { readdir, readFile, stat } from 'node:fs/promises';
import { spoil } from '../../inputs/recording.ts';
import { namespaceFile } from '../../netlink/connection/namespace-path.ts';

/**
 * The processes of the same namespace that have a tun or tap device open, as `qemu (1234)`: the kernel writes its name
 * to the fdinfo of their descriptors (tun_chr_show_fdinfo). Processes that we are not allowed to inspect are left out.
 */
export async function holdersOf(name: string, netns: string | undefined): Promise<readonly string[]> {
  spoil('processes are looked through');
  const own = await namespaceOf(namespaceFile(netns));
  const holders: string[] = [];
  for (const pid of (await readdir('/proc')).filter((entry) => /^[0-9]+$/.test(entry))) {
    if ((await namespaceOf(`/proc/${pid}/ns/net`)) !== own) continue;
    if (await holds(pid, name)) holders.push(`${await commandOf(pid)} (${pid})`);
  }
  return holders;
}

async function namespaceOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.ino;
}

async function holds(pid: string, name: string): Promise<boolean> {
  const directory = `/proc/${pid}/fdinfo`;
  for (const fd of await readdir(directory).catch(() => [])) {
    const text = await readFile(`${directory}/${fd}`, 'utf8').catch(() => '');
    if (text.split('\n').includes(`iff:\t${name}`)) return true;
  }
  return false;
}

const commandOf = async (pid: string): Promise<string> =>
  (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a process')).trim();
