import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openMarks } from './marks.ts';
import { startMonitoring } from './monitoring.ts';
import type { Namespace } from './namespace.ts';

/** `ip monitor link` at work. */
export interface LinkWatch {
  /** What was reported since the last mark, one event a line. */
  mark(): Promise<string[]>;
}

/** Watches the links of a namespace for as long as the test takes. */
export async function watchLinks(t: TestContext, ns: Namespace): Promise<LinkWatch> {
  const monitoring = startMonitoring(t, ns, 'link');
  const setGroup = openMarks(t, ns);
  let group = 5000;
  const mark = async (): Promise<string[]> => {
    // It tells things in order, and does not say when it began to listen: one knows from an event of one's own.
    for (let tries = 0; tries < 2500; tries++) {
      group += 1;
      await setGroup(group);
      // The whole line: the rest of it would be taken for an event.
      const whole = new RegExp(`group ${group} .*\\n`);
      let text = monitoring.text();
      for (let wait = 0; wait < 20 && !whole.test(text); wait++) {
        await sleep(2);
        text = monitoring.text();
      }
      if (!whole.test(text)) continue;
      monitoring.forget();
      return text.split('\n').filter((line) => line !== '' && !/^\d+: lo: /.test(line));
    }
    throw new Error('ip monitor says nothing');
  };
  await mark();
  return { mark };
}
