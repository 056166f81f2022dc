import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileOutput } from '../../src/cli/file-output.ts';
import type { OutputStream } from '../../src/cli/host.ts';
import { PROGRAM } from '../breakage/support/program.ts';

const directory = mkdtempSync(join(tmpdir(), 'nlapply-output-'));

const noStream = (): never => {
  throw new Error('the stream is not needed');
};

function written(output: OutputStream, text: string): Error | null | undefined {
  let outcome: Error | null | undefined = new Error('not at once');
  output.write(text, (error) => {
    outcome = error;
  });
  return outcome;
}

test('A file is written at once and without a stream.', () => {
  const name = join(directory, 'file');
  const output = fileOutput(openSync(name, 'w'), noStream);
  assert.equal(written(output, 'ä'), undefined);
  assert.equal(written(output, 'b\n'), undefined);
  assert.equal(readFileSync(name, 'utf8'), 'äb\n');
  assert.equal(output.isTTY, false);
});

test('The error of a write goes to its callback.', () => {
  const output = fileOutput(openSync('/dev/full', 'w'), noStream);
  assert.match(String(written(output, 'a')), /ENOSPC/);
});

test('/dev/null is no terminal, and a terminal is one.', () => {
  assert.equal(fileOutput(openSync('/dev/null', 'w'), noStream).isTTY, false);
  const terminal = openSync('/dev/ptmx', 'r+');
  assert.equal(fileOutput(terminal, noStream).isTTY, true);
  closeSync(terminal);
});

test('A pipe that is full is left to the stream, from the first byte that is not written.', () => {
  const name = join(directory, 'pipe');
  execFileSync('mkfifo', [name]);
  const end = openSync(name, 'r+');
  const given: Uint8Array[] = [];
  const errors: unknown[] = [];
  const stream: OutputStream = {
    write: (text, done) => {
      given.push(Buffer.from(text));
      done();
    },
    on: (_, listener) => void errors.push(listener),
  };
  const output = fileOutput(end, () => stream);
  const listener = (): void => {};
  output.on('error', listener);
  const long = `${'ä'.repeat(100_000)}.`;
  assert.equal(written(output, long), undefined);
  assert.equal(written(output, 'more'), undefined);
  const read = Buffer.alloc(1 << 20);
  const length = readSync(end, read);
  assert.ok(length > 0 && length < 200_000, `${length} bytes were in the pipe`);
  assert.equal(Buffer.concat([read.subarray(0, length), ...given]).toString(), `${long}more`);
  assert.deepEqual(errors, [listener]);
});

test('A pipe whose reader is slow gets everything in its order.', async () => {
  const name = join(directory, 'wrong.yaml');
  const file = openSync(name, 'w');
  writeSync(
    file,
    `network:\n  bridges:\n${Array.from({ length: 3000 }, (_, i) => `    br${i}: {mtu: x}\n`).join('')}`,
  );
  const child = spawn(process.execPath, [PROGRAM, 'check', '--json', name], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve) => child.stdout.once('readable', resolve));
  const document: unknown = JSON.parse(await text(child.stdout));
  assert.ok(typeof document === 'object' && document !== null && 'diagnostics' in document);
  assert.ok(Array.isArray(document.diagnostics) && document.diagnostics.length === 3000);
});
