import { spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMarks } from './marks.ts';
import type { Namespace } from './namespace.ts';

/** `ip monitor` at work. */
export interface Monitor {
  /** Everything that was reported since the start, one event a line. */
  stop(): Promise<string[]>;
}

/** Watches a namespace with `ip monitor`; returns once it listens. */
export async function startMonitor(t: TestContext, ns: Namespace): Promise<Monitor> {
  const child = spawn(
    'nsenter',
    [`--net=${ns.path}`, 'ip', '-o', 'monitor', 'link', 'address', 'route', 'rule'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  t.after(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  // It does not say when it has joined the groups: one knows from an event of one's own.
  const setGroup = openMarks(t, ns);
  const sentinel = async (group: number): Promise<void> => {
    for (let n = 0; n < 250; n++) {
      await setGroup(group);
      await sleep(20);
      // The whole line: the rest of it would be taken for an event.
      if (new RegExp(`group ${group} .*\\n`).test(text)) return;
    }
    throw new Error('ip monitor says nothing');
  };
  await sentinel(4001);
  text = '';
  return {
    async stop() {
      await sentinel(4002);
      child.kill('SIGKILL');
      await setGroup(0);
      return text.split('\n').filter((line) => line !== '' && !/^\d+: lo: /.test(line));
    },
  };
}
