import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMarks } from '../support/marks.ts';
import type { Namespace } from '../support/namespace.ts';

/** `ip monitor` at work. */
export interface Events {
  /** What was reported since the last mark, one event a line. */
  mark(): Promise<string[]>;
}

export async function startEvents(t: Pick<TestContext, 'after'>, ns: Namespace): Promise<Events> {
  const file = join(ns.directory, 'events');
  const words = 'ip -o -d monitor link address route rule';
  // Made before it is opened, whoever of the two is first. Started by the servant, which is small: from this process it would take several times as long.
  const pid = Number(ns.sh(`: >${file}\n${words} >${file} &\necho $!`));
  t.after(() => void process.kill(pid, 'SIGKILL'));
  const fd = openSync(file, 'r');
  t.after(() => closeSync(fd));
  const setGroup = openMarks(t, ns);
  let text = '';
  let group = 5000;
  const mark = async (): Promise<string[]> => {
    for (let tries = 0; tries < 2500; tries++) {
      group += 1;
      await setGroup(group);
      // What is read of a file that is open goes on where it ended, be that in the middle of a line.
      const whole = new RegExp(`group ${group} .*\\n`);
      for (let wait = 0; wait < 25; wait++) {
        text += readFileSync(fd, 'utf8');
        if (whole.test(text)) break;
        await sleep(2);
      }
      const found = whole.exec(text);
      if (found === null) continue;
      const end = found.index + found[0].length;
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end);
      return lines.filter((line) => line !== '' && !/^\d+: lo: /.test(line));
    }
    throw new Error('ip monitor says nothing');
  };
  await mark();
  return { mark };
}
