import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areMade, madeBy, routesMade } from '../../../src/engine/state/made-routes.ts';
import { joinedSteps, type Step } from '../../../src/model/index.ts';
import { pack } from '../../../src/resources/route/pack.ts';
import { routes as room } from '../../../src/resources/route/route.ts';
import { nothingSeen } from '../../../src/resources/route/see-packed.ts';
import { declaration, route } from '../samples.ts';

const ROUTES = [
  route('0.0.0.0/0', 'eth0', { via: '10.0.0.9' }),
  route('203.0.113.128/25', 'eth0', { via: '10.0.0.9', table: 4_294_967_295, metric: 7 }),
  route('255.255.255.255/32', 'eth0', { via: '10.0.0.9' }),
];

function run(): readonly Step[] {
  const packed = pack(declaration({ routes: ROUTES }).routes);
  assert.ok(packed);
  const stepOf = (): Step => assert.fail('no step is to become an object');
  const seen = nothingSeen(packed, ['eth0']);
  return joinedSteps([{ seen, numbers: Uint32Array.of(0, 1, 2), stepOf, titleOf: stepOf }]);
}

test('What tells new routes apart comes back from a checkpoint', () => {
  const made: unknown = JSON.parse(JSON.stringify(madeBy(run())));
  assert.ok(areMade(made));
  assert.equal(made.length, 2);
  assert.deepEqual(made.flatMap(routesMade).map(room.key).sort(), ROUTES.map(room.key).sort());
});

test('Steps that are no run have made nothing', () => {
  assert.deepEqual(madeBy([]), []);
});

test('A checkpoint that is damaged is seen to be so', () => {
  const right = { table: 254, metric: 0, to: Buffer.from([10, 0, 0, 0, 8]).toString('base64') };
  assert.ok(areMade([right]));
  for (const wrong of [
    ...[
      { ...right, table: -1 },
      { ...right, metric: 1.5 },
      { ...right, to: 'AAAA' },
      { ...right, to: '?' },
    ],
    { ...right, to: Buffer.from([10, 0, 0, 0, 33]).toString('base64') },
    ...[{ table: 254, metric: 0 }, null, 'made'],
  ])
    assert.equal(areMade([wrong]), false, JSON.stringify(wrong));
  assert.equal(areMade({}), false);
});
