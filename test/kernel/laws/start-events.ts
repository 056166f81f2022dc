import { spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Namespace } from '../support/namespace.ts';

/** `ip monitor` at work. */
export interface Events {
  /** What was reported since the last mark, one event a line. */
  mark(): Promise<string[]>;
}

export async function startEvents(t: Pick<TestContext, 'after'>, ns: Namespace): Promise<Events> {
  const words = ['ip', '-o', '-d', 'monitor', 'link', 'address', 'route', 'rule'];
  const child = spawn('nsenter', [`--net=${ns.path}`, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  let group = 5000;
  const mark = async (): Promise<string[]> => {
    for (let tries = 0; tries < 250; tries++) {
      group += 1;
      ns.sh(`ip link set lo group ${group}`);
      for (let wait = 0; wait < 25 && !text.includes(`group ${group} `); wait++) await sleep(2);
      if (!text.includes(`group ${group} `)) continue;
      const lines = text.split('\n').filter((line) => line !== '' && !/^\d+: lo: /.test(line));
      text = '';
      return lines;
    }
    throw new Error('ip monitor says nothing');
  };
  await mark();
  return { mark };
}
