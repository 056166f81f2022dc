import { spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMarks } from './marks.ts';
import type { Namespace } from './namespace.ts';

/** `ip monitor link` at work. */
export interface LinkWatch {
  /** What was reported since the last mark, one event a line. */
  mark(): Promise<string[]>;
}

/** Watches the links of a namespace for as long as the test takes. */
export async function watchLinks(t: TestContext, ns: Namespace): Promise<LinkWatch> {
  const child = spawn('nsenter', [`--net=${ns.path}`, 'ip', '-o', 'monitor', 'link'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => void child.kill('SIGKILL'));
  const setGroup = openMarks(t, ns);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  let group = 5000;
  const mark = async (): Promise<string[]> => {
    // It tells things in order, and does not say when it began to listen: one knows from an event of one's own.
    for (let tries = 0; tries < 250; tries++) {
      group += 1;
      await setGroup(group);
      // The whole line: the rest of it would be taken for an event.
      const whole = new RegExp(`group ${group} .*\\n`);
      for (let wait = 0; wait < 20 && !whole.test(text); wait++) await sleep(2);
      if (!whole.test(text)) continue;
      const lines = text.split('\n').filter((line) => line !== '' && !/^\d+: lo: /.test(line));
      text = '';
      return lines;
    }
    throw new Error('ip monitor says nothing');
  };
  await mark();
  return { mark };
}
