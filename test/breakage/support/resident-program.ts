// The program as it runs in `runResident`: a run for each order, one after the other, with all that a run touches its own.
import { Buffer } from 'node:buffer';
import { EventEmitter } from 'node:events';
import { openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { type Ended, PROGRAM } from './program.ts';
import { LIMIT_MS, type Order } from './resident.ts';

const [directory = ''] = process.argv.slice(2);
const file = (name: string): string => join(directory, name);
// Before anything can fail: the tests wait for both.
const orders = openSync(file('orders'), 'r');
const answers = openSync(file('answers'), 'w');
const { run } = await import('../../../src/cli/program.ts');
const { services } = await import('../../../src/cli/services.ts');

class Collector extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function answer({ words, input, env }: Order): Promise<Ended> {
  const stdout = new Collector();
  const stderr = new Collector();
  const host = {
    ...{
      stdin: Readable.from(input === '' ? [] : [Buffer.from(input, 'base64')]),
      stdout,
      stderr,
      env,
      services,
    },
    ...{ signals: new EventEmitter(), program: [process.execPath, PROGRAM], discardInput: () => false },
  };
  const status = await run(words, host);
  return { status, signal: null, stdout: stdout.text, stderr: stderr.text };
}

function inTime(ended: Promise<Ended>): Promise<Ended> {
  const hangs = setTimeout(() => {
    process.stderr.write('the program hangs\n');
    process.exit(1);
  }, LIMIT_MS);
  return ended.finally(() => clearTimeout(hangs));
}

const order = new Uint8Array(1);
while (readSync(orders, order) > 0) {
  const ended = await inTime(answer(JSON.parse(readFileSync(file('order'), 'utf8'))));
  writeFileSync(file('answer'), JSON.stringify(ended));
  writeSync(answers, '.');
}
process.exit();
