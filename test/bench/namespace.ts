import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { output } from './measure.ts';

/** A network namespace that stays until it is closed. */
export interface Namespace {
  readonly path: string;
  run(command: string, ...words: readonly string[]): string;
  close(): void;
}

/** Makes a namespace with nothing in it but a loopback that is down. */
export async function makeNamespace(): Promise<Namespace> {
  // It reads from us, and so ends with us however we end.
  const holder = spawn('unshare', ['-n', 'sh', '-c', 'echo ready && exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await started(holder);
  const path = `/proc/${holder.pid}/ns/net`;
  return {
    path,
    run: (command, ...words) => output('nsenter', [`--net=${path}`, command, ...words]),
    close: () => void holder.kill('SIGKILL'),
  };
}

async function started(holder: ChildProcess): Promise<void> {
  const ready = await Promise.race([
    holder.stdout === null ? false : once(holder.stdout, 'data').then(() => true),
    once(holder, 'exit').then(() => false),
  ]);
  if (!ready) throw new Error('unshare -n failed: the benchmarks need root (CAP_SYS_ADMIN)');
}

/** Gives `count` namespaces to a job, and takes them away thereafter. */
export async function withNamespaces<T>(
  count: number,
  job: (namespaces: readonly Namespace[]) => T | Promise<T>,
): Promise<T> {
  const namespaces: Namespace[] = [];
  try {
    for (let i = 0; i < count; i++) namespaces.push(await makeNamespace());
    return await job(namespaces);
  } finally {
    for (const namespace of namespaces) namespace.close();
  }
}
