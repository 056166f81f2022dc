import type { Namespace } from './namespace.ts';

/** A link's files below /sys/class/net, by name. sysfs shows the namespace it was mounted in, so it is mounted for the look. */
export function sysfs(ns: Namespace, directory: string, ...files: readonly string[]): Record<string, string> {
  const script = `mount -t sysfs sysfs /sys && cd "/sys/class/net/$0" && cat "$@"`;
  const { status, stdout, stderr } = ns.run('unshare', '-m', 'sh', '-ec', script, directory, ...files);
  if (status !== 0) throw new Error(`cannot read ${files.join(', ')} of ${directory}: ${stderr}`);
  const values = stdout.trimEnd().split('\n');
  return Object.fromEntries(files.map((file, i) => [file, values[i] ?? '']));
}
