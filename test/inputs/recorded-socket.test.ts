import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordedSocket } from '../../src/inputs/recorded-socket.ts';
import { beginRecording, endRecording, type Recording } from '../../src/inputs/recording.ts';
import { FakeKernel, fakeReplies, link, RTM, Writer } from '../../src/netlink/index.ts';

const ROOM = 256 * 1024;

/** Asks for the links, and closes the socket when so many answers of one datagram have come. */
function recorded(answers: number): Recording {
  const recording = beginRecording();
  try {
    const kernel = new FakeKernel(([request]) =>
      request === undefined
        ? []
        : [
            fakeReplies.reply(request, link, RTM.NEWLINK, { index: 1 }, 2),
            ...(answers > 1 ? [fakeReplies.done(request)] : []),
          ],
    );
    const socket = new RecordedSocket(kernel, 0, 3, null);
    const writer = new Writer();
    link.write(writer, RTM.GETLINK, 0x301, 7, {});
    socket.send(writer.bytes, 0, writer.at, 0, 0);
    socket.fill(new Uint8Array(ROOM), 0, 7, new Int32Array(8));
    socket.close();
  } finally {
    endRecording(recording);
  }
  return recording;
}

test('A question whose answer is read to its end is noted; one that is given up cannot be asked again in the same way', () => {
  const whole = recorded(2);
  assert.equal(whole.spoiled, undefined);
  assert.deepEqual(
    whole.notes.map(({ note }) => note),
    ['socket', 'ask'],
  );
  assert.equal(recorded(1).spoiled, 'an answer that nobody waited for');
});
