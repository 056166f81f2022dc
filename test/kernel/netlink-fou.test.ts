import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AF, changeFouPort, FOU_ENCAP, listFouPorts, openGeneric } from '../../src/netlink/index.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';

test('receive ports of FOU are opened, listed and closed', { skip: without('fou') }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip address add 192.0.2.1/24 dev lo');
  const socket = openGeneric({ netns: ns.path });
  t.after(() => socket.close());
  const plain = { port: 5555, af: AF.INET, type: FOU_ENCAP.DIRECT, ipproto: 47 };
  const bound = { port: 5556, af: AF.INET, type: FOU_ENCAP.GUE, remcsumNopartial: true } as const;
  const ends = { localV4: 0xc0000201, peerV4: 0xc0000201, peerPort: 6666 };
  await changeFouPort(socket, 'ADD', plain);
  await changeFouPort(socket, 'ADD', { ...bound, ...ends, ifindex: 1 });
  const words = ns.sh('ip fou show').replaceAll(/[ \t]+/g, ' ');
  assert.match(words, /port 5555 ipproto 47/);
  assert.match(words, /port 5556 gue local 192\.0\.2\.1 peer 192\.0\.2\.1 peer_port 6666 dev lo/);
  const [second, first, ...more] = await listFouPorts(socket);
  assert.deepEqual(more, []);
  assert.equal(first?.ipproto, 47);
  assert.deepEqual(
    [
      second?.port,
      second?.type,
      second?.localV4,
      second?.peerPort,
      second?.ifindex,
      second?.remcsumNopartial,
    ],
    [5556, FOU_ENCAP.GUE, 0xc0000201, 6666, 1, true],
  );
  await changeFouPort(socket, 'DEL', { port: 5555, af: AF.INET });
  assert.deepEqual(
    (await listFouPorts(socket)).map(({ port }) => port),
    [5556],
  );
});
