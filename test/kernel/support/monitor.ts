import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMarks } from './marks.ts';
import { startMonitoring } from './monitoring.ts';
import type { Namespace } from './namespace.ts';

/** `ip monitor` at work. */
export interface Monitor {
  /** Everything that was reported since the start, one event a line. */
  stop(): Promise<string[]>;
}

/** Watches a namespace with `ip monitor`; returns once it listens. */
export async function startMonitor(t: TestContext, ns: Namespace): Promise<Monitor> {
  const monitoring = startMonitoring(t, ns, 'link address route rule');
  // It does not say when it has joined the groups: one knows from an event of one's own.
  const setGroup = openMarks(t, ns);
  const sentinel = async (group: number): Promise<void> => {
    for (let n = 0; n < 2500; n++) {
      await setGroup(group);
      await sleep(20);
      // The whole line: the rest of it would be taken for an event.
      if (new RegExp(`group ${group} .*\\n`).test(monitoring.text())) return;
    }
    throw new Error('ip monitor says nothing');
  };
  await sentinel(4001);
  monitoring.forget();
  return {
    async stop() {
      await sentinel(4002);
      monitoring.stop();
      await setGroup(0);
      return monitoring
        .text()
        .split('\n')
        .filter((line) => line !== '' && !/^\d+: lo: /.test(line));
    },
  };
}
