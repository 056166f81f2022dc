import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NETLINK,
  NetlinkError,
  openConnection,
  SELNLGRP,
  selinuxMessages,
  subscribe,
} from '../../src/netlink/index.ts';

const missing = (error: unknown): boolean =>
  error instanceof NetlinkError && error.code === 'EPROTONOSUPPORT';

test('families without tables are reached all the same, where the kernel has them', () => {
  const { NETFILTER, RDMA, ISCSI, SCSITRANSPORT, ECRYPTFS, SMC } = NETLINK;
  for (const family of [NETFILTER, RDMA, ISCSI, SCSITRANSPORT, ECRYPTFS, SMC]) {
    try {
      const connection = openConnection({ family });
      assert.equal(connection.family, family);
      assert.ok(connection.portId > 0);
      connection.close();
    } catch (error) {
      assert.ok(missing(error), String(error));
    }
  }
});

test('SELinux can be listened to without privileges, where the kernel has it', (t) => {
  try {
    const events = subscribe({
      family: NETLINK.SELINUX,
      groups: [SELNLGRP.AVC],
      messages: selinuxMessages,
    });
    assert.deepEqual(events.groups, [SELNLGRP.AVC]);
    events.close();
  } catch (error) {
    assert.ok(missing(error), String(error));
    t.skip('this kernel has no CONFIG_SECURITY_SELINUX');
  }
});
