import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Declaration } from '../../src/model/index.ts';
import { applyInOneRun, declare, diff } from './support/apply.ts';
import { endClients } from './support/clients.ts';
import { dump } from './support/dump.ts';
import { exampleFiles, exampleText, neededBy, nicsOf } from './support/examples.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import { linkNames } from './support/shown.ts';

const files = exampleFiles();

test('there are examples', () => {
  assert.ok(files.length >= 10);
});

for (const file of files) {
  const text = exampleText(file);
  const skip = without(...neededBy(text));

  test(`${file} converges in one run, and all that it made goes`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    endClients(t, ns);
    const declaration = declare(text);
    makeNics(ns, ...nicsOf(text));
    const names = linkNames(ns);
    const before = dump(ns);
    const options = { resolver: join(ns.directory, 'resolv.conf') };
    const { plan } = await applyInOneRun(ns, text, options);
    assert.deepEqual(plan.problems, []);
    const there = ns.ip('link').map(({ ifname }) => ifname);
    for (const { setName, id, link } of declaration.links) {
      if (link.kind !== 'physical' || setName !== undefined) assert.ok(there.includes(setName ?? id), id);
    }
    // What plays a NIC here is a pair to `show`, which cannot say that it authenticates itself.
    if (!declaration.clients.some(({ item }) => item.role === 'auth' || item.role === 'wifi'))
      await roundTripWhenQuiet(ns, declaration);
    await applyInOneRun(ns, NOTHING, options);
    assert.deepEqual(linkNames(ns), names);
    assert.deepEqual(dump(ns), before);
  });

  test(`${file} is applied as far as it goes when NICs are missing`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    endClients(t, ns);
    const missing = declare(text).links.filter(({ link, optional }) => link.kind === 'physical' && !optional);
    const plan = await diff(ns, text);
    assert.equal(plan.problems.filter(({ code }) => code === 'link-missing').length, missing.length);
    const options = { resolver: join(ns.directory, 'resolv.conf') };
    await applyInOneRun(ns, text, options);
    await applyInOneRun(ns, NOTHING, options);
    assert.deepEqual(linkNames(ns), []);
  });
}

/** When it begins, dhcpcd changes for a moment how the kernel makes addresses: that is no fault of what `show` writes. */
async function roundTripWhenQuiet(ns: Namespace, { clients }: Declaration): Promise<void> {
  for (let tries = clients.length > 0 ? 240 : 1; ; tries -= 1) {
    try {
      await roundTrip(ns);
      return;
    } catch (error) {
      if (tries === 1) throw error;
      await sleep(250);
    }
  }
}
