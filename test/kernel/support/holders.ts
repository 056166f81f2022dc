import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { SERVANT } from './servant.ts';
import { LIMIT_MS } from './until.ts';

/** Starts the servant of a directory, in a namespace of its own, for each directory that it is told. */
const SCRIPT = 'while read -r directory; do unshare -n sh -c "$1" servant "$directory" </dev/null & done';

type Start = (directory: string) => Promise<number>;

let start: Start | undefined;

/**
 * Starts the process that holds a namespace, the servant of a directory, and gives its number when it can be spoken to.
 * From the process of the tests, which is large, it would cost several times as much: a shell that stays does it.
 */
export function startHolder(directory: string): Promise<number> {
  start ??= openStarter();
  return start(directory);
}

function openStarter(): Start {
  const shell = spawn('sh', ['-c', SCRIPT, 'starter', SERVANT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<string, (number: number) => void>();
  let text = '';
  shell.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = `${text}${chunk}`.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const [directory = '', number] = line.split(' ');
      waiting.get(directory)?.(Number(number));
      waiting.delete(directory);
    }
  });
  // It keeps nobody alive.
  shell.unref();
  for (const stream of [shell.stdin, shell.stdout]) if (stream instanceof Socket) stream.unref();
  return (directory) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no namespace could be made')), LIMIT_MS);
      waiting.set(directory, (number) => {
        clearTimeout(timer);
        resolve(number);
      });
      shell.stdin.write(`${directory}\n`);
    });
}
