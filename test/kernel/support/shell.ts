import { spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import type { Namespace } from './namespace.ts';

/** A shell inside a namespace that stays: where commands are many, starting each from this large process costs most. */
export interface Shell {
  /** Runs a line; returns what it printed, or fails with what it complained of. */
  run(line: string): Promise<string>;
}

export function startShell(t: TestContext, ns: Namespace): Shell {
  const child = spawn('nsenter', [`--net=${ns.path}`, 'sh'], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => void child.kill('SIGKILL'));
  let text = '';
  let look = (): void => undefined;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    look();
  });
  child.on('exit', () => look());
  return {
    run: (line) =>
      new Promise((resolve, reject) => {
        text = '';
        look = () => {
          const [, output = '', status] = ENDED.exec(text) ?? [];
          if (status === '0') resolve(output);
          else if (status !== undefined) reject(new Error(`exit status ${status} of ${line}: ${output}`));
          else if (child.exitCode !== null) reject(new Error('the shell has ended'));
        };
        child.stdin.write(`{ ${line}\n} 2>&1; printf '\\nended %s\\n' $?\n`);
      }),
  };
}

const ENDED = /^(.*)\nended (\d+)\n$/s;
