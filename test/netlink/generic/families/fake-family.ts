import {
  type AnyMessage,
  CTRL_CMD,
  controller,
  FakeKernel,
  type FakeRequest,
  fakeReplies,
  type Value,
} from '../../../../src/netlink/index.ts';

const { ack, done, reply } = fakeReplies;
const ID = 31;

/** A kernel with one family that answers a request with a message and an acknowledgement, or with that alone. */
export const answeringFamily = <M extends AnyMessage>(
  message: M,
  answer: (request: FakeRequest) => Value<M> | undefined,
): FakeKernel =>
  new FakeKernel((requests) =>
    requests.flatMap((request) => {
      if (request.type === 16) return [familyReply(request, message), ack(request)];
      const value = answer(request);
      return [...(value === undefined ? [] : [reply(request, message, ID, value, 0)]), ack(request)];
    }),
  );

const familyReply = (request: FakeRequest, { name }: AnyMessage): Uint8Array =>
  reply(
    request,
    controller,
    16,
    { cmd: CTRL_CMD.NEWFAMILY, familyId: ID, familyName: name, familyVersion: 1 },
    0,
  );

/**
 * A kernel with one generic netlink family. What `answers` gives ends with NLMSG_DONE, whether a dump was asked for or
 * not; a request that asks for an acknowledgement gets that alone. `refuse` gives an error number instead.
 */
export function fakeFamily<M extends AnyMessage>(
  message: M,
  answers: (request: FakeRequest) => readonly Value<M>[],
  refuse: (request: FakeRequest) => number = () => 0,
): FakeKernel {
  return new FakeKernel((requests) =>
    requests.flatMap((request) => {
      if (request.type === 16) return [familyReply(request, message), ack(request)];
      const errno = refuse(request);
      if (errno !== 0 || request.flags & 4) return [ack(request, errno)];
      return [...answers(request).map((value) => reply(request, message, ID, value)), done(request)];
    }),
  );
}
